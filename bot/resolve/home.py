"""What people do in their App Home and in lists, but for the buttons of a task."""

from __future__ import annotations

import structlog

from bot.boards.board import AtHome, Section
from bot.boards.boards import Boards, message_at
from bot.boards.home_reading import SECONDS
from bot.boards.live import LiveBoards
from bot.slack.click import Click
from bot.store.database import DatabaseUnavailable
from bot.views.home import Home
from bot.workspace.people import People

log = structlog.get_logger(__name__)


class Homes:
    """Has boards show what was asked for.

    Every method but `follow` raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(self, live: LiveBoards, people: People) -> None:
        self._live = live
        self._boards: Boards = live.boards
        self._people = people

    def open(self, user: str) -> None:
        """Show somebody's App Home as it is remembered, and as it is once ChartMogul has said so."""
        self._live.homes.open(user)

    def leaflet(self, user: str) -> Home:
        """What somebody sees of whom Slack does not say who they are: no task of anybody."""
        person = self._people.get(user)
        return Home(slack_email=person.email if person else "", chartmogul_email=self._people.own_email(user))

    def redraw(self, user: str) -> None:
        """Show what else has changed of somebody, where they have an App Home."""
        self._boards.touch([user])
        self._live.wake()

    def choose(self, user: str, customer_uuid: str) -> None:
        """Show this customer's tasks."""
        reading_until = self._boards.now() + SECONDS

        def chosen(home: AtHome) -> AtHome:
            pages = {**home.pages, Section.CUSTOMER: 0}
            fresh = {"customer_uuid": customer_uuid, "pages": pages, "reading_until": reading_until}
            return home.model_copy(update=fresh)

        self._boards.change_home(user, chosen)
        self._live.wake()
        self._live.homes.read(user)

    def turn(self, click: Click) -> None:
        """Show another page, of a part of the App Home or of a list."""
        where, _, page = click.value.rpartition(".")
        if not page.isdecimal() or len(page) > 4:
            return
        if click.container.type == "view":
            if where in set(Section):
                self._turn_home(click.user.id, Section(where), int(page))
        elif place := self.clicked(click):
            self._boards.turn(place, int(page))
        self._live.wake()

    def follow(self, click: Click) -> None:
        """`clicked`, where something else counts for more."""
        try:
            self.clicked(click)
        except DatabaseUnavailable:
            log.warning("board.not_followed")

    def clicked(self, click: Click) -> str:
        """Somebody clicked in a message: if it is a board, it follows again.

        Returns:
            The board's place; `""` where there is none that they may see.
        """
        container = click.container
        if container.type == "view" or not container.message_ts:
            return ""
        place = click.block_id.partition("_")[0]
        if not container.is_ephemeral:
            place = message_at(container.channel_id, container.message_ts)
        return place if self._boards.clicked(place, click.user.id, click.response_url) else ""

    def _turn_home(self, user: str, section: Section, page: int) -> None:
        self._boards.change_home(
            user, lambda home: home.model_copy(update={"pages": {**home.pages, section: page}})
        )
