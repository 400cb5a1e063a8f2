"""Whether words ask for something, or tell of what happens or has happened.

A date belongs to what is told: "spoke with Sam on Tuesday", "they would pay by Friday".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.resolve.everyday_words import TO_DO, TO_DO_OR_NAME
from bot.resolve.written_words import Word, listed

PAST = listed(
    "spoke met left saw had sent said told got gave came went took made wrote paid bought found heard held"
    " kept knew lost sold won thought felt brought began became chose fell flew forgot grew rang ran stood"
    " spent taught broke built caught meant did was were been born"
)
"""Of irregular verbs; the others end with "ed"."""

NOT_TOLD = listed("need feed proceed speed embed exceed succeed seed indeed")
"""Words that end with "ed" and tell of nothing past."""

_SAID = listed(
    "promised agreed wanted asked needed expected planned decided confirmed offered hoped intended insisted"
    " committed signed called churned replied answered mentioned"
)
_SUBJECTS = listed(
    "they he she we i they're they'll they'd they've he's he'll he'd she's she'll she'd we're we've we'd"
    " i'm i've i'd who who's"
)
_FIRST_SUBJECTS = listed("you it this that it's that's it'll you're you'll these those there there's")
_THIRD_PERSON = listed(
    "wants needs says thinks hopes expects promises decides meets lands starts begins ends expires renews"
    " churns leaves comes goes arrives departs opens closes launches lapses runs returns happens flies moves"
    " signs pays gives takes sends gets becomes switches migrates joins asks believes insists requires is are"
    " am has will would won't can could should must might shall cannot can't isn't aren't wasn't weren't"
    " doesn't does didn't don't hasn't haven't couldn't wouldn't"
)
_VERBS = PAST | _SAID | _THIRD_PERSON
_ASKS = re.compile(
    r"(?:(?:can|could|would|will|shall|should) (?:you|we|i|someone|somebody|anyone)(?: please| pls| plz)?"
    r"|(?:i|we|you)(?:'d)?(?: really| just| still)? (?:need|have|want|ought|got|like|would like) to"
    r"|(?:i|we|you) (?:should|must|will|shall|can|could)|i'll|we'll|let's|lets|let us|need to|have to|has to"
    r"|to|(?:don't|dont|do not) forget to|remember to|make sure (?:to|we|you)|be sure to|try to|want to) "
)
_FILLERS = listed("um uh so yeah ok okay also then and just maybe hi hey hello please pls plz kindly todo")


def beginning(words: Sequence[Word]) -> tuple[int, bool]:
    """How many words lead up to what the others say, and whether they ask for it, as "can you" does."""
    first = 0
    while first < len(words) and words[first].folded in _FILLERS:
        first += 1
    asks = _ASKS.match(" ".join(word.folded for word in words[first:]) + " ")
    return (first + asks[0].count(" "), True) if asks else (first, False)


def is_to_do(words: Sequence[Word]) -> bool:
    """Whether the words begin with what is to be done."""
    first, asks = beginning(words)
    begins, after = (word.folded for word in (*words[first:], _NONE, _NONE)[:2])
    return asks or begins in TO_DO or (begins in TO_DO_OR_NAME and not _is_verb(after))


def is_told(words: Sequence[Word], *, is_led: bool) -> bool:
    """Whether words that do not begin with a to-do tell of something: with a subject, or a verb of their own.

    Args:
        is_led: whether "due" or "by" follows them, so that "revised quote" is what is to be done by then.
    """
    folded = [word.folded for word in words]
    return (
        any(word in _SUBJECTS or word in _VERBS or word == "back" for word in folded)
        or (folded[:1] != [] and folded[0] in _FIRST_SUBJECTS)
        or (not is_led and any(map(_is_past, folded)))
    )


def ends_told(words: Sequence[Word]) -> bool:
    """Whether the last of the words tell of something past, or of somebody who is away: "is back"."""
    last = [word.folded for word in words[-2:]]
    is_back = last[-1:] == ["back"] and last[0] in _THIRD_PERSON | _SUBJECTS
    return is_back or any(word in PAST or word in _SAID for word in last)


def _is_past(word: str) -> bool:
    return len(word) > _SHORTEST and word.endswith("ed") and word not in NOT_TOLD


def _is_verb(word: str) -> bool:
    return word in _VERBS or _is_past(word)


_SHORTEST = 3
_NONE = Word(0, 0, "", "")
