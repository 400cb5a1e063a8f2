"""Somebody's App Home → the view that shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from bot.boards.board import AtHome, DrawnBoard, Section
from bot.boards.boards import Boards, home_of
from bot.boards.cards import Cards
from bot.boards.home_tasks import HomeTasks, Resident, sections_of
from bot.boards.home_words import hint_words, status_words
from bot.boards.nearness import Near, by_due_date, nearness
from bot.directory.customers import Directory
from bot.runtime import Runtime
from bot.tasks.drawing import Colleagues
from bot.tasks.known_task import KnownTask
from bot.views.card import Card
from bot.views.home import MINE_ROWS, OTHERS_ROWS, Home, Part, Parts, home_view


class HomeDrawer:
    """Draws them.

    Args:
        settings: what somebody has set, in words.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(
        self,
        *,
        boards: Boards,
        tasks: HomeTasks,
        cards: Cards,
        colleagues: Colleagues,
        directory: Directory,
        settings: Callable[[str], Sequence[str]],
        runtime: Runtime,
    ) -> None:
        self._boards = boards
        self._tasks = tasks
        self._cards = cards
        self._colleagues = colleagues
        self._directory = directory
        self._settings = settings
        self._runtime = runtime

    def draw(self, home: AtHome, user: str) -> DrawnBoard:
        """The view. It follows all tasks that are counted in it, also those on other pages."""
        resident = self._tasks.resident(user)
        zone = self._colleagues.zone_of(user)
        now = self._runtime.now().astimezone(zone)
        moment = self._boards.now()
        found = self._found(home, resident)
        pages = {
            section: _Page(tasks, home.pages.get(section, 0), section) for section, tasks in found.items()
        }
        cards = self._cards.of((task for page in pages.values() for task in page.tasks), now)
        is_certain = not home.is_away and moment >= home.reading_until
        counted = {
            Section.MINE: bool(resident.email and home.read_at),
            Section.ASKED: True,
            Section.CUSTOMER: is_certain or bool(found[Section.CUSTOMER]),
        }
        parts = {
            section: page.part(cards, now.date(), is_counted=counted[section])
            for section, page in pages.items()
        }
        every = [task for tasks in found.values() for task in tasks]
        is_known = bool(found[Section.MINE]) or self._directory.known_email(resident.email)
        seen = [task.seen_at for task in every if task.seen_at]
        view = home_view(
            Home(
                slack_email=resident.slack_email,
                chartmogul_email=resident.own_email,
                tasks=Parts(
                    mine=parts[Section.MINE],
                    asked=parts[Section.ASKED],
                    customer=parts[Section.CUSTOMER],
                    chosen=self._directory.get(home.customer_uuid) if home.customer_uuid else None,
                    is_certain=is_certain,
                ),
                status=status_words(home, moment, zone, seen_at=min(seen, default=0.0)),
                hint=hint_words(home, resident, is_known=is_known),
                is_newcomer=not (is_known or found[Section.ASKED]),
                settings=self._settings(user),
            )
        )
        return DrawnBoard(
            content=view,
            versions={task.uuid: task.version for task in every},
            holds_for=_holds_for(home, moment, now, is_empty=not every),
        )

    def _found(self, home: AtHome, resident: Resident) -> dict[Section, list[KnownTask]]:
        """What stands in each part: what was just completed stays, struck through, until they look anew."""
        still_open = self._tasks.open_tasks(resident, home.customer_uuid)
        found = {section: {task.uuid: task for task in tasks} for section, tasks in still_open.items()}
        shown = self._boards.shown_on(home_of(resident.user))
        # Read later, so that what was completed in between is there once, as it is now.
        for task in self._tasks.done(shown, since=home.opened_at):
            for section in sections_of(task, resident, home.customer_uuid):
                found[section][task.uuid] = task
        return {section: list(tasks.values()) for section, tasks in found.items()}


class _Page:
    """One page of a part."""

    def __init__(self, tasks: Sequence[KnownTask], page: int, section: Section) -> None:
        self._section = section
        self._all = sorted(tasks, key=lambda task: (by_due_date(task.due_date), task.uuid))
        rows = MINE_ROWS if section is Section.MINE else OTHERS_ROWS
        self._pages = max(1, -(-len(self._all) // rows))
        self._page = min(max(0, page), self._pages - 1)
        self.tasks = self._all[self._page * rows : (self._page + 1) * rows]

    def part(self, cards: dict[str, Card], today: date, *, is_counted: bool) -> Part:
        """What is said of it.

        Args:
            is_counted: whether how many there are is known.
        """
        still_open = [task for task in self._all if task.is_open]
        return Part(
            groups=self._groups(cards, today),
            count=len(still_open) if is_counted else None,
            counts=_counts(still_open, today),
            page=self._page,
            pages=self._pages,
        )

    def _groups(self, cards: dict[str, Card], today: date) -> list[tuple[str, list[Card]]]:
        if self._section is not Section.MINE:
            return [("", [cards[task.uuid] for task in self.tasks])] if self.tasks else []
        groups: dict[str, list[Card]] = {}
        for task in self.tasks:
            groups.setdefault(nearness(task.due_date, today), []).append(cards[task.uuid])
        return list(groups.items())


def _counts(tasks: Sequence[KnownTask], today: date) -> list[str]:
    count = Counter(nearness(task.due_date, today) for task in tasks)
    return [f"{count[near]} {near.lower()}" for near in Near if count[near]]


def _holds_for(home: AtHome, moment: float, now: datetime, *, is_empty: bool) -> float:
    """Seconds until the day turns, or until "updating" has been said for long enough."""
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    turns = [] if is_empty else [max(1.0, midnight.timestamp() - now.timestamp())]
    if moment < home.reading_until:
        turns.append(home.reading_until - moment)
    return min(turns, default=0.0)
