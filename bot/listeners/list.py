"""`/cm-task list`: open tasks, for who asks alone."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET, STANDING
from bot.listeners.opening import open_form
from bot.resolve.not_listable import NotListable
from bot.resolve.occasion import Occasion
from bot.services import Services
from bot.slack.budget import Budget
from bot.slack.click import Click
from bot.slack.payloads import CommandCall, Json
from bot.views.list_answers import CREATE_WITH_WORDS, HELP, list_answer

ASKS_WHAT = {"help", "?", "usage"}


def register(app: App, services: Services) -> None:
    """Listen to the button below an answer. The command itself is heard in `bot.listeners.command`."""

    @app.action(CREATE_WITH_WORDS)
    def create(ack: Ack, body: Json, context: BoltContext) -> None:
        click, budget = Click.model_validate(body), context[BUDGET]
        form = services.beginnings.form(Occasion.of_words(click), who=context[STANDING], budget=budget)
        open_form(services, form, click.trigger_id, budget)
        ack()


def task_list(services: Services, call: CommandCall, words: str, *, budget: Budget) -> Json:
    """The tasks that the words ask for: the answer to the command.

    Raises:
        DatabaseUnavailable: the store is away.
    """
    if words.casefold() in ASKS_WHAT:
        return list_answer(HELP)
    try:
        question = services.list_questions.understand(call, words, budget=budget)
    except NotListable as why:
        return list_answer(str(why), words=call.text.strip() if why.may_be_a_task else "")
    return services.task_lists.answer(question, call.response_url, budget=budget)


def clear_list(services: Services, call: CommandCall, words: str, *, budget: Budget) -> Json | None:
    """The same after `list:`, with which a task may begin, too: None where the words ask for no list.

    Raises:
        DatabaseUnavailable: the store is away.
    """
    try:
        question = services.list_questions.understand(call, words, budget=budget)
    except NotListable as why:
        return None if why.may_be_a_task else list_answer(str(why))
    return services.task_lists.answer(question, call.response_url, budget=budget)
