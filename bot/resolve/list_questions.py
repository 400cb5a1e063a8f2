"""`/cm-task list` → whose tasks are to be shown, or why that is not clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.chartmogul.customer import Customer
from bot.resolve.asked_list import HERE, Asked, Readings, readings
from bot.resolve.channel_link import ChannelLinks
from bot.resolve.colleagues import Colleagues, Names
from bot.resolve.due_spans import due_time
from bot.resolve.list_keywords import corrected
from bot.resolve.named_customer import NamedCustomers, plain
from bot.resolve.not_listable import NotListable
from bot.resolve.today import today_of
from bot.runtime import Runtime
from bot.slack.budget import Budget
from bot.slack.conversation import Origin
from bot.slack.payloads import CommandCall
from bot.slack.plain_text import mentioned
from bot.views import list_answers
from bot.views.list_title import Wanted
from bot.views.mrkdwn import channel as link_to_channel
from bot.views.mrkdwn import this_place
from bot.workspace.whereabouts import Whereabouts

SECONDS = 1.2
"""Seconds from the request's arrival for asking Slack who is meant, and ChartMogul for a customer."""

PEOPLE_MAX = 10
"""Most people whose tasks one list shows: each of their lists is read."""


@dataclass(frozen=True)
class Question:
    """What is to be shown."""

    wanted: Wanted
    emails: tuple[str, ...]
    """Under which ChartMogul knows the people."""
    today: date
    """Where the reader is."""
    hint: str = ""
    """In mrkdwn; what else may have been meant."""


class ListQuestions:
    """Understands them."""

    def __init__(
        self,
        colleagues: Colleagues,
        named: NamedCustomers,
        channel_links: ChannelLinks,
        whereabouts: Whereabouts,
        runtime: Runtime,
    ) -> None:
        self._colleagues = colleagues
        self._named = named
        self._channel_links = channel_links
        self._whereabouts = whereabouts
        self._runtime = runtime

    def understand(self, call: CommandCall, words: str, *, budget: Budget) -> Question:
        """What these words ask for.

        Args:
            words: what was typed after `list`.

        Raises:
            NotListable: they ask for nothing, or for several things.
            DatabaseUnavailable: the store is away.
        """
        asker = self._whereabouts.gather(
            [call.user_id], mentioned=mentioned(words), seconds=budget.left(SECONDS)
        )
        names = self._colleagues.names(asker)
        try:
            return self._understood(call, words, names, budget)
        except NotListable as why:
            if why.may_be_a_task and (meant := self._meant(words, names, budget)):
                said = f"{list_answers.did_you_mean(meant)}\n{why}"
                raise NotListable(said, may_be_a_task=True) from None
            raise

    def _meant(self, words: str, names: Names, budget: Budget) -> str:
        """The words without typos, where these keep them from asking for something; `""` where none do."""
        meant = corrected(words)
        found = _readings(meant, names) if meant != " ".join(words.split()) else []
        if not (found and found[-1].whens):
            return ""
        named = self._named.find(found, seconds=budget.left(SECONDS)) if found[-1].name else None
        return "" if named and (named.is_guess or not named.customers) else plain(meant)

    def _understood(self, call: CommandCall, words: str, names: Names, budget: Budget) -> Question:
        found = _readings(words, names)
        if not found:
            raise NotListable(self._not_understood(plain(words)), may_be_a_task=True)
        asked, customer = self._customer(found, call, budget)
        self._refuse_doubtful(asked, customer, words)
        named = [*asked.mentioned, *map(names.one, asked.called)]
        is_mine = asked.is_mine or not (named or customer)
        users = list(dict.fromkeys([call.user_id, *named] if is_mine else named))
        if len(users) > PEOPLE_MAX:
            raise NotListable(list_answers.too_many_people(PEOPLE_MAX))
        known = self._whereabouts.gather([call.user_id, *users], seconds=budget.left(SECONDS))
        emails = tuple(self._colleagues.email_of(user, known, asker=call.user_id) for user in users)
        today = today_of(known.people.get(call.user_id), self._runtime.now())
        wanted = Wanted(
            reader=call.user_id,
            people=tuple(users),
            customer=customer,
            twins=tuple(self._named.called(customer.label)) if customer else (),
            due=tuple(due_time(when, today) for when in sorted(asked.whens, key=lambda when: when.value)),
        )
        return Question(wanted, emails, today, self._hint(asked, words))

    def _customer(
        self, found: Sequence[Asked], call: CommandCall, budget: Budget
    ) -> tuple[Asked, Customer | None]:
        asked = found[-1]
        seconds = budget.left(SECONDS)
        if asked.channels:
            return asked, self._linked(asked.channels[0], call.origin, seconds)
        if not asked.name:
            return asked, None
        named = self._named.find(found, seconds=seconds)
        name = plain(named.asked.name)
        if not named.customers:
            raise NotListable(self._not_understood(name), may_be_a_task=True)
        if named.is_guess:
            raise NotListable(list_answers.similar_customers(name, named.customers), may_be_a_task=True)
        if len(named.customers) > 1:
            raise NotListable(list_answers.several_customers(name, named.customers))
        return named.asked, named.customers[0]

    def _not_understood(self, words: str) -> str:
        both = self._named.both(words)
        return list_answers.one_at_a_time(both) if both else list_answers.not_understood(words)

    def _linked(self, channel: str, here: Origin, seconds: float) -> Customer:
        channel = here.channel_id if channel == HERE else channel
        where = this_place(here.named(None)) if channel == here.channel_id else link_to_channel(channel)
        link = self._channel_links.of(channel, seconds=seconds)
        if link is None:
            raise NotListable(list_answers.not_linked(where))
        if link.customer is None:
            raise NotListable(list_answers.link_is_dead(where))
        return link.customer

    def _refuse_doubtful(self, asked: Asked, customer: Customer | None, words: str) -> None:
        if asked.is_everybodys and (asked.mentioned or asked.called or asked.is_mine):
            raise NotListable(list_answers.not_understood(plain(words)), may_be_a_task=True)
        if asked.is_everybodys and customer is None:
            raise NotListable(list_answers.EVERYBODYS)
        for name in asked.called if customer is None else ():
            if not name.startswith("@") and (customers := self._named.called(name)):
                raise NotListable(list_answers.customer_or_colleague(name, customers))

    def _hint(self, asked: Asked, words: str) -> str:
        """A customer who may be meant all the same, where words were taken for something else than a name."""
        if asked.name or asked.channels or not words:
            return ""
        names = [name for name in asked.called if not name.startswith("@")]
        customers = self._named.called(plain(words)) or [
            customer for name in names for customer in self._named.beginning_with(name)
        ]
        return list_answers.may_be_meant(customers[0]) if customers else ""


def _readings(words: str, names: Names) -> Readings:
    return readings(words, is_colleague=names.any, ends_name=names.ends)
