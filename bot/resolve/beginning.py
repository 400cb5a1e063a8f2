"""What a form begins with: the words at hand, and the customer and the assignee that they point to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.directory.customers import Directory
from bot.directory.sync_progress import SyncProgress
from bot.resolve.advice import Adviser
from bot.resolve.clues import clues
from bot.resolve.customer import CustomerFinder
from bot.resolve.days import working_day_in
from bot.resolve.first_words import FirstWords
from bot.resolve.glances import Glances
from bot.resolve.likely import Guess, LikelyCustomers
from bot.resolve.note_offer import CAN_BE_KEPT, Begun, NoteOffer, note_offer
from bot.resolve.occasion import Occasion
from bot.resolve.today import today_of
from bot.resolve.understood import Understood
from bot.runtime import Runtime
from bot.slack.budget import Budget
from bot.slack.conversation import Audience
from bot.slack.insiders import Standing
from bot.slack.plain_text import cut, mentioned
from bot.task import DETAILS_MAX
from bot.views.add_link import offered_link
from bot.views.customer_option import customer_names
from bot.views.form import Form
from bot.views.mrkdwn import escape
from bot.views.outsiders import NO_CUSTOMERS_YET
from bot.views.reasons import THREAD_NOT_READ, assignee_reason, customer_reason, due_reason
from bot.workspace.preferences import PreferenceStore, UsualDue
from bot.workspace.whereabouts import Known, Whereabouts

SECONDS = 1.5
"""Seconds from the request's arrival for asking Slack who and where this is, before the form opens: a
`trigger_id` lives 3 s in all."""

TOO_LONG = f"The text was longer than the {DETAILS_MAX} characters that ChartMogul takes, so it was cut."

_USUAL_DAYS = {UsualDue.NEXT_WORKING_DAY: 1, UsualDue.IN_THREE_DAYS: 3, UsualDue.IN_A_WEEK: 7}


class Beginnings:
    """Fills in a form before it opens, with what can be known in time."""

    def __init__(
        self,
        *,
        whereabouts: Whereabouts,
        likely: LikelyCustomers,
        customers: CustomerFinder,
        adviser: Adviser,
        directory: Directory,
        sync: SyncProgress,
        preferences: PreferenceStore,
        words: FirstWords,
        glances: Glances,
        runtime: Runtime,
    ) -> None:
        self._whereabouts = whereabouts
        self._likely = likely
        self._customers = customers
        self._adviser = adviser
        self._directory = directory
        self._sync = sync
        self._preferences = preferences
        self._words = words
        self._glances = glances
        self._runtime = runtime

    def form(self, occasion: Occasion, *, who: Standing, budget: Budget) -> Form:
        """The form for this occasion.

        Args:
            who: what the person is; as long as that is not known, the form tells nothing of customers.
            budget: of the request that the form answers.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        asker = occasion.asker
        known = self._whereabouts.gather(
            [asker], occasion.place, mentioned=mentioned(occasion.text), seconds=budget.left(SECONDS)
        )
        person = known.people.get(asker)
        today, usual = today_of(person, self._runtime.now()), self._preferences.usual(asker)
        said = self._words.read(occasion, known=known, who=who, today=today, seconds=budget.left(SECONDS))
        details = cut(said.details)
        is_among_colleagues = known.audience is Audience.COLLEAGUES
        form = Form(
            origin=occasion.origin.named(known.channel),
            assignee=said.assignee or asker,
            assignee_hint=assignee_reason(said.assignee, said.assignee_words)
            if said.assignee
            else escape(said.assignee_doubt),
            due_date=said.due_date or working_day_in(_USUAL_DAYS[usual.due], today),
            due_hint=due_reason(said.due_date, said.due_words, today=today)
            if said.due_date
            else said.due_doubt,
            details=details,
            link=offered_link(occasion.origin, details),
            notice="" if said.details == details else TOO_LONG,
            audience=known.audience,
            announce=usual.announce if is_among_colleagues else None,
        )
        if who is Standing.INSIDE:
            offer = _offer(occasion, known, is_cut=said.details != details, usually=usual.keep_note)
            if offer:
                form = replace(form, note=offer.box, draft=offer.draft)
            if offer and form.notice:
                form = replace(form, notice=f"{form.notice} {CAN_BE_KEPT}")
            return self._with_customer(form, occasion, said, known, budget)
        return replace(form, notice=f"{NO_CUSTOMERS_YET} {form.notice}".strip())

    def _with_customer(
        self, form: Form, occasion: Occasion, said: Understood, known: Known, budget: Budget
    ) -> Form:
        """The form with the customer that the conversation is about, and its owner as the assignee."""
        asker = occasion.asker
        guesses = [Guess(customer, "", alone=len(said.customers) == 1) for customer in said.customers]
        hint = customer_reason(said.customers, said.customer_words)
        if not guesses:
            about = clues(
                form.origin, known, occasion.text, author=occasion.author, is_typed=occasion.is_command
            )
            guesses = self._likely.guesses(about)
            hint = _why(guesses) or (THREAD_NOT_READ if known.is_thread_withheld else "")
        customer = guesses[0].customer if guesses and guesses[0].alone else None
        looking = self._glances.begin(customer, asker=asker, budget=budget)
        owner = self._adviser.owner_of(customer, seconds=budget.left(SECONDS))
        assignee = known.people.get(said.assignee) or owner or known.people.get(asker)
        return replace(
            form,
            customer=customer,
            twins=self._customers.twins(customer),
            customer_hint=hint,
            glance=looking.glance(owner),
            already=looking.already(form.origin, form.details),
            likely=tuple(guess.customer.uuid for guess in guesses),
            loading=self._sync.loading(),
            assignee=said.assignee or (owner.id if owner else asker),
            advice=self._adviser.on(
                customer=customer,
                # The line above has said already to whom the task goes.
                owner=None if owner and owner.id == said.assignee else owner,
                assignee=assignee,
                asker=asker,
            ),
        )


def _offer(occasion: Occasion, known: Known, *, is_cut: bool, usually: bool) -> NoteOffer | None:
    """The note that could be kept."""
    begun = Begun(
        person=occasion.asker,
        text=occasion.text,
        is_typed=occasion.is_command,
        author=occasion.author,
        author_name=occasion.author_name,
        ts=occasion.origin.message_ts,
        has_replies=occasion.in_thread,
        can_read_thread=bool(known.thread),
        may_read_thread=not known.is_thread_withheld,
        is_cut=is_cut,
    )
    return note_offer(begun, usually=usually)


def _why(guesses: Sequence[Guess]) -> str:
    """Why the first customer is chosen, or which ones head the list; nothing where there is no clue."""
    if not guesses:
        return ""
    first = guesses[0]
    if first.alone and first.words:
        return customer_reason([first.customer], first.words)
    if first.alone:
        chosen = customer_names([first.customer], most=110, each=100)
        return f"{chosen} is chosen because {first.reason}. Change it if that is wrong."
    names = customer_names((guess.customer for guess in guesses if not guess.alone), most=200)
    return f"Several customers fit, so choose one: {names} ({first.reason})."
