"""What the listeners work with."""

from __future__ import annotations

from dataclasses import dataclass

from bot.resolve.advice import Adviser
from bot.resolve.assignee import AssigneeFinder
from bot.resolve.beginning import Beginnings
from bot.resolve.channel_digest import ChannelDigests
from bot.resolve.channel_link import ChannelLinks
from bot.resolve.choosing import Choices
from bot.resolve.colleagues import Colleagues
from bot.resolve.customer import CustomerFinder
from bot.resolve.doubt import Doubts
from bot.resolve.filled_form import FormReader
from bot.resolve.first_words import FirstWords
from bot.resolve.form_drafts import FormDrafts
from bot.resolve.glances import Glances
from bot.resolve.gone_customer import GoneCustomers
from bot.resolve.habits import Habits
from bot.resolve.home import Homes
from bot.resolve.home_settings import OwnSettings
from bot.resolve.known_already import KnownAlready
from bot.resolve.likely import LikelyCustomers
from bot.resolve.list_questions import ListQuestions
from bot.resolve.moved_channel import MovedChannels
from bot.resolve.named_customer import NamedCustomers
from bot.resolve.own_email import OwnEmails
from bot.resolve.own_task import OwnTasks
from bot.resolve.refusal import Refusals
from bot.resolve.reopening import Reopenings
from bot.resolve.submitting import Submissions
from bot.resolve.task_clicks import TaskClicks
from bot.resolve.task_editing import TaskEdits
from bot.resolve.task_lists import TaskLists
from bot.resolve.task_opening import TaskOpenings
from bot.retention.removal import Removal
from bot.rooms import Rooms
from bot.runtime import Runtime
from bot.slack.web_api import Slack
from bot.tasks.customer_tasks import CustomerTasks
from bot.workspace.whereabouts import Whereabouts


@dataclass(frozen=True)
class Services:
    """Everything that a listener may call."""

    runtime: Runtime
    slack: Slack
    removal: Removal
    whereabouts: Whereabouts
    beginnings: Beginnings
    form_drafts: FormDrafts
    customers: CustomerFinder
    adviser: Adviser
    choices: Choices
    submissions: Submissions
    reopenings: Reopenings
    doubts: Doubts
    channel_links: ChannelLinks
    channel_digests: ChannelDigests
    moved_channels: MovedChannels
    list_questions: ListQuestions
    task_lists: TaskLists
    own_emails: OwnEmails
    own_settings: OwnSettings
    homes: Homes
    task_clicks: TaskClicks
    task_openings: TaskOpenings
    task_edits: TaskEdits

    @classmethod
    def over(cls, rooms: Rooms) -> Services:
        """The services that these rooms make possible."""
        directory, channels = rooms.directory, rooms.channels
        customers = CustomerFinder(directory, channels, rooms.chartmogul)
        assignees = AssigneeFinder(rooms.people, directory)
        adviser = Adviser(rooms.whereabouts, directory, assignees, rooms.sync)
        refusals = Refusals(directory, GoneCustomers(directory, channels, rooms.chartmogul, rooms.runtime))
        already = KnownAlready(rooms.deliveries, rooms.live.tasks, rooms.live.places, rooms.people)
        glances = Glances(
            CustomerTasks(rooms.chartmogul, rooms.live.tasks),
            already,
            rooms.people,
            rooms.lookups,
            rooms.runtime,
        )
        beginnings = Beginnings(
            whereabouts=rooms.whereabouts,
            likely=LikelyCustomers(directory, channels),
            customers=customers,
            adviser=adviser,
            directory=directory,
            sync=rooms.sync,
            preferences=rooms.preferences,
            words=FirstWords(customers, directory, Colleagues(rooms.people), rooms.runtime),
            glances=glances,
            runtime=rooms.runtime,
        )
        channel_links = ChannelLinks(channels, customers, directory)
        own_tasks = OwnTasks(rooms.deliveries)
        submissions = Submissions(
            reader=FormReader(
                whereabouts=rooms.whereabouts,
                directory=directory,
                customers=customers,
                assignees=assignees,
                lookups=rooms.lookups,
                runtime=rooms.runtime,
            ),
            courier=rooms.courier,
            deliveries=rooms.deliveries,
            refusals=refusals,
            adviser=adviser,
            habits=Habits(channels, rooms.people, rooms.preferences),
            lookups=rooms.lookups,
        )
        openings = TaskOpenings(
            tasks=rooms.live.tasks,
            deliveries=rooms.deliveries,
            reader=rooms.live.reader,
            people=rooms.people,
            lookups=rooms.lookups,
            changed=rooms.live.wake,
            glance=rooms.pace.glance,
        )
        return cls(
            runtime=rooms.runtime,
            slack=rooms.slack,
            removal=rooms.removal,
            whereabouts=rooms.whereabouts,
            beginnings=beginnings,
            form_drafts=FormDrafts(rooms.kept.drafts, rooms.lookups),
            customers=customers,
            adviser=adviser,
            choices=Choices(adviser, glances, directory),
            submissions=submissions,
            reopenings=Reopenings(
                own_tasks=own_tasks,
                refusals=refusals,
                whereabouts=rooms.whereabouts,
                customers=customers,
                adviser=adviser,
                glances=glances,
                directory=directory,
                sync=rooms.sync,
                drafts=rooms.kept.drafts,
                lookups=rooms.lookups,
                runtime=rooms.runtime,
            ),
            doubts=Doubts(own_tasks, rooms.deliveries, rooms.courier),
            channel_digests=ChannelDigests(rooms.mornings.digests, channels, rooms.people, rooms.whereabouts),
            moved_channels=MovedChannels(
                channels, rooms.mornings.digests, rooms.live.places, rooms.live.boards.boards
            ),
            channel_links=channel_links,
            list_questions=ListQuestions(
                Colleagues(rooms.people),
                NamedCustomers(customers, directory),
                channel_links,
                rooms.whereabouts,
                rooms.runtime,
            ),
            task_lists=TaskLists(
                tasks=rooms.live.tasks,
                reader=rooms.live.reader,
                boards=rooms.live.boards.boards,
                drawer=rooms.live.boards.lists,
                directory=directory,
                lookups=rooms.lookups,
                slack=rooms.slack,
                changed=rooms.live.wake,
            ),
            own_emails=OwnEmails(rooms.people, rooms.whereabouts),
            own_settings=OwnSettings(rooms.preferences),
            homes=Homes(rooms.live.boards, rooms.people),
            task_clicks=TaskClicks(
                changer=rooms.live.changer,
                changes=rooms.live.changes,
                places=rooms.live.places,
                whereabouts=rooms.whereabouts,
                assignees=assignees,
                runtime=rooms.runtime,
            ),
            task_openings=openings,
            task_edits=TaskEdits(
                changer=rooms.live.changer,
                changes=rooms.live.changes,
                openings=openings,
                whereabouts=rooms.whereabouts,
                assignees=assignees,
                people=rooms.people,
                lookups=rooms.lookups,
                runtime=rooms.runtime,
            ),
        )
