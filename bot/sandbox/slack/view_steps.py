"""What a person does in modals and in the App Home: look, fill in, submit, click, close."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from bot.sandbox.slack import payloads
from bot.sandbox.slack.clicks import changed, clicked, not_confirmed
from bot.sandbox.slack.dispatch import Delivery
from bot.sandbox.slack.errors import ClientRefused
from bot.sandbox.slack.filling import Filled, client_errors, state_value
from bot.sandbox.slack.hands import Hands, Stage
from bot.sandbox.slack.submission import Answers, SubmitResult, response_url_wishes
from bot.sandbox.slack.suggestions import suggested
from bot.sandbox.slack.view_state import VALUE_KEYS, find_element
from bot.sandbox.slack.views import ModalView

Json = dict[str, Any]


class ViewSteps(Hands):
    """One person's screen, and their steps in what is on it."""

    def __init__(self, stage: Stage, user_id: str) -> None:
        super().__init__(stage, user_id)
        self._answers = Answers(self._workspace, self._world.views)

    @property
    def views(self) -> list[ModalView]:
        """The modals on the screen, the top one last."""
        return self._world.views.stack(self.id)

    @property
    def view(self) -> ModalView | None:
        """The modal on top."""
        return next(reversed(self.views), None)

    @property
    def home(self) -> ModalView | None:
        """The App Home that the app published."""
        return self._world.views.home(self.id)

    def wait_for_view(
        self, fits: Callable[[ModalView], bool] = lambda view: True, *, timeout: float = 5.0
    ) -> ModalView:
        """The modal on top, once there is one that `fits`; at most `timeout` seconds."""
        self._workspace.wait(lambda: self.view is not None and fits(self.view), timeout)
        view = self._top()
        if not fits(view):
            raise TimeoutError(f"the view did not come to fit within {timeout:g} s")
        return view

    def wait_for_home(
        self, fits: Callable[[ModalView], bool] = lambda view: True, *, timeout: float = 5.0
    ) -> ModalView:
        """The App Home, once one is published that `fits`; at most `timeout` seconds.

        Raises:
            TimeoutError: there is none.
        """
        self._workspace.wait(lambda: self.home is not None and fits(self.home), timeout)
        home = self.home
        if home is None or not fits(home):
            raise TimeoutError(f"the App Home did not come to fit within {timeout:g} s")
        return home

    def suggest(
        self, action_id: str, value: str, view: ModalView | None = None, *, block_id: str | None = None
    ) -> list[Json]:
        """The options that the app offers for what is typed into an external select of `view` or the top one.

        Empty without asking below `min_query_length` (3 unless told), and when the app fails.
        """
        shown = view or self._top()
        block, element = find_element(shown.blocks, action_id, block_id=block_id)
        if len(value) < element.get("min_query_length", 3):
            return []
        delivery = self._interact(
            "block_suggestion",
            action_id=element["action_id"],
            block_id=block["block_id"],
            value=value,
            **payloads.in_view(shown),
        )
        return suggested(delivery, self._workspace)

    def fill(self, action_id: str, value: Filled, *, home: bool = False) -> Delivery | None:
        """Type or choose in the top view or in the App Home: text, an ISO date, a user, a conversation, an
        option's value.

        An external select takes an option, or text to look up: the option that is named so, else the
        first one. Where the app listens to changes, they are sent, and the delivery is returned.
        """
        view = self._shown(home=home)
        block, element = find_element(view.blocks, action_id)
        view, state = self._chosen(view, block, element, value)
        if block["type"] == "input" and not block.get("dispatch_action"):
            return None
        return self._act_in_view(view, changed(block, element, state))

    def submit(self) -> SubmitResult:
        """Press the submit button of the top view."""
        view = self._top()
        if not view.submit:
            raise ClientRefused("the view has no submit button")
        found = client_errors(view.blocks, view.state)
        if found:
            return SubmitResult(client_errors=found)
        return self._answers.apply(view, self._stage.dispatcher.interaction(self._submission(view)))

    def submit_raw(
        self, copies: int = 2, concurrent: bool = True, request_urls: Sequence[str | None] = ()
    ) -> list[SubmitResult]:
        """The double click: one submission sent `copies` times, spread over `request_urls` if given."""
        view = self._top()
        payload = self._submission(view)
        urls = list(request_urls) or [None]

        def send(n: int) -> Delivery:
            return self._stage.dispatcher.interaction(payload, url=urls[n % len(urls)])

        with ThreadPoolExecutor(max_workers=copies if concurrent else 1) as pool:
            deliveries = list(pool.map(send, range(copies)))
        return [self._answers.apply(view, delivery) for delivery in deliveries]

    def click_view(
        self,
        action_id: str,
        value: Filled = None,
        *,
        home: bool = False,
        block_id: str | None = None,
        confirm: bool = True,
    ) -> Delivery:
        """Click a button, or choose `value`, in the top view or in the App Home, as `click` in a message."""
        view = self._shown(home=home)
        block, element = find_element(view.blocks, action_id, block_id=block_id, value=value)
        if block["type"] == "input" and not block.get("dispatch_action"):
            raise ClientRefused(f"{action_id} is only sent with the form")
        if not confirm:
            return not_confirmed(element)
        if element["type"] in VALUE_KEYS:
            view, state = self._chosen(view, block, element, value)
            action = changed(block, element, state)
        else:
            action = clicked(block, element, value, self._workspace)
        return replace(self._act_in_view(view, action), asked=element.get("confirm"))

    def close(self, *, everything: bool = False) -> Delivery | None:
        """Press Cancel, or with `everything` the X; the app is told when it asked for it."""
        view = self._top()
        cleared = everything or bool(view.content.get("clear_on_close"))
        if cleared:
            self._world.views.clear(self.id)
        else:
            self._world.views.close(view.id)
        if not view.content.get("notify_on_close"):
            return None
        return self._interact("view_closed", view=view.to_slack(), is_cleared=cleared)

    def _top(self) -> ModalView:
        view = self.view
        if view is None:
            raise ClientRefused(f"{self.who.name} has no view open")
        return view

    def _shown(self, *, home: bool) -> ModalView:
        if not home:
            return self._top()
        if self.home is None:
            raise ClientRefused("there is no App Home")
        return self.home

    def _chosen(self, view: ModalView, block: Json, element: Json, value: Filled) -> tuple[ModalView, Json]:
        """The view with `value` in it, and the element's new state."""
        if element["type"].endswith("external_select"):
            value = self._looked_up(view, block, element, value)
        state = state_value(element, value, self._workspace)
        return self._world.views.set_value(view.id, block["block_id"], element["action_id"], state), state

    def _looked_up(self, view: ModalView, block: Json, element: Json, value: Filled) -> Filled:
        if isinstance(value, list):
            return [self._looked_up(view, block, element, item) for item in value]
        if not isinstance(value, str) or not value:
            return value
        options = self.suggest(element["action_id"], value, view, block_id=block["block_id"])
        named = [option for option in options if value in {option["value"], option["text"]["text"]}]
        if not options:
            raise ClientRefused(f"nothing is found for {value!r}")
        return (named or options)[0]

    def _submission(self, view: ModalView) -> Json:
        urls = [
            {
                "block_id": block_id,
                "action_id": action_id,
                "channel_id": channel,
                "response_url": self._response_url(channel),
            }
            for block_id, action_id, channel in response_url_wishes(view)
        ]
        return payloads.interaction(
            self._workspace,
            self.who,
            "view_submission",
            trigger_id=self._trigger(channel=view.conversation, view_id=view.id),
            view=view.to_slack(),
            response_urls=urls,
        )

    def _act_in_view(self, view: ModalView, action: Json) -> Delivery:
        return self._interact(
            "block_actions",
            trigger_id=self._trigger(
                channel=view.conversation, view_id=view.id if view.type == "modal" else None
            ),
            actions=[action],
            **payloads.in_view(view),
        )
