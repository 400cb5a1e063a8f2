"""What the listeners work with, wired once by `bot.app`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.directory.customers import Directory
from bot.directory.sync_progress import SyncProgress
from bot.outbox.courier import Courier
from bot.outbox.deliveries import Deliveries
from bot.resolve.assignee import AssigneeFinder
from bot.resolve.customer import CustomerFinder
from bot.resolve.gone_customer import GoneCustomers
from bot.resolve.likely import LikelyCustomers
from bot.runtime import Runtime
from bot.slack.web_api import Slack
from bot.workspace.channels import Channels
from bot.workspace.lookups import Lookups
from bot.workspace.people import People
from bot.workspace.whereabouts import Whereabouts


@dataclass(frozen=True)
class Services:
    """Everything that a listener may call."""

    runtime: Runtime
    slack: Slack
    lookups: Lookups
    whereabouts: Whereabouts
    customers: CustomerFinder
    gone: GoneCustomers
    likely: LikelyCustomers
    assignees: AssigneeFinder
    directory: Directory
    sync: SyncProgress
    people: People
    channels: Channels
    deliveries: Deliveries
    courier: Courier
