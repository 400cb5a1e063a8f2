"""What the listeners work with, wired once by `bot.app`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.outbox.courier import Courier
from bot.resolve.assignee import AssigneeFinder
from bot.resolve.customer import CustomerFinder
from bot.resolve.gone_customer import GoneCustomers
from bot.resolve.likely import LikelyCustomers
from bot.resolve.lookups import Lookups
from bot.resolve.whereabouts import Whereabouts
from bot.slack import Slack
from bot.store.channels import Channels
from bot.store.deliveries import Deliveries
from bot.store.directory import Directory
from bot.store.people import People
from bot.store.sync_progress import SyncProgress


@dataclass(frozen=True)
class Services:
    """Everything that a listener may call."""

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
