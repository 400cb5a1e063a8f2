"""How people in Slack ask one another to do something: patterns for the `flat` of `bot.resolve.spoken`."""

from __future__ import annotations

from bot.resolve.written_words import listed

_YOU = r"(?:you|u|ya)"

QUESTION = (
    rf"(?:can|could|would|will|cld|can't|couldn't|won't) {_YOU}\b"
    r"(?! (?:believe|have|know|like|happen|say|think|rather)\b)"
)
"""The beginning of a question that asks for something."""

PLEASE = (
    r"(?:please|pls|plz|kindly)\b"
    r"(?! (?:don't|dont|do not)\b(?! forget)| (?:ignore|disregard|note|see|find)\b)"
)

ASK = (
    rf"(?:{QUESTION}|{PLEASE}|(?:would|do) {_YOU} mind\b|any chance {_YOU}\b|are {_YOU} able to\b"
    rf"|(?:(?:i|we)(?:'d)? )?(?:would )?(?:need|want|like) {_YOU} to\b"
    rf"|{_YOU} (?:should|must|need to|have to)\b(?! (?:be|have|not)\b)"
    rf"|(?:it |that )?(?:would|'d|it'd) be \w+ if {_YOU} (?:can|could)\b"
    r"|(?:don't|dont|do not) forget\b|make sure\b|ptal\b)"
)
"""What asks whoever is spoken to."""

HANDED = r"(?:over to you|all yours|(?:it's |this is )?your turn)\b"
"""What gives a task to whoever is spoken to."""

HANDED_TO = (
    r"(?:(?:over|(?:re)?assign(?:ed|ing)?(?: this| it)?"
    r"|(?:hand|pass)(?:ed|ing)?(?: this| it)?(?: on| over| off)?) to"
    r"|(?:owner|assignee|dri)(?: is| :| ,)?)"
)
"""What gives a task to whoever is named after it."""

VERB = (
    r"(?:add|arrange|ask|assign|book|bring|call|cancel|change|chase|check|clarify|close|collect|confirm|contact"
    r"|coordinate|create|discuss|draft|email|escalate|explain|extend|finalise|finalize|find|fix|follow|forward"
    r"|get|give|handle|help|investigate|invite|invoice|join|look|make|notify|offer|organise|organize|plan"
    r"|post|prepare|present|provide|quote|reach|refund|remind|renew|reply|request|resend|resolve|respond|review"
    r"|schedule|send|share|show|sign|sort|speak|submit|sync|take|talk|tell|try|update|upload|verify|write)(?![\w'-])"
)
"""What begins an order. Left out are those that look the same in the past: put, let, set, read."""

_OF_NOUN = r"(?:with|on|from|is|was|went|about|in|at|for|to|says|looks|,|:)(?: |$)"

ORDER = (
    rf"(?:(?!(?:call|email|invoice|plan|quote|request|review|update) {_OF_NOUN}){VERB}"
    rf"|to (?!clarify|add|answer){VERB})"
)
""""Call them" and, as action items have it, "to call them"; not "call with Acme went well"."""

HELLO = (
    r"(?:(?:hey|hi|hello|yo|dear|good morning|good afternoon|morning|afternoon|thanks|thank you|thx|ty|cheers"
    r"|sorry|ok|okay|so|and|also|great news|great|nice|perfect|please|pls|plz|,) )*"
)
"""What may stand before the name of somebody who is spoken to."""

TAKES_OBJECT = listed(
    "about after as at before between but by cc cc'd contacted copy dm for from fyi given gave hope include"
    " inform involve like loop in meet met mention message of on per ping pinged reminded said saw see spoke"
    " tag than that the thinks to told via welcome when while with without let unlike know knows think"
    " asked asking"
)
"""Words after which somebody is talked about, as after each `VERB`: "with @ben", "ask @ben"."""

REPORTED = listed("if that whether said says asked asks how what when where who why they he she we i not to")
"""Words after which a question is not this one's: "they asked if you could"."""
