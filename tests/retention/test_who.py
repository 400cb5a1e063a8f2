"""Whom a name on the command line means, and where they are named."""

from __future__ import annotations

import pytest

from bot.retention.who import NotOnePerson, Who, find
from bot.workspace.people import People
from tests.retention.office import BEN, Office, person


@pytest.mark.parametrize(
    "name",
    ["UBEN", "uben", "<@UBEN>", "<@UBEN|ben>", BEN, "BEN@ourcompany.test", " b.okafor@ourcompany.test\n"],
)
def test_they_are_found_however_they_are_named(office: Office, ben: People, name: str) -> None:
    ben.set_own_email("UBEN", "b.okafor@ourcompany.test")

    who = find(office.clock, name)

    assert (who.ids, set(who.emails)) == (("UBEN",), {BEN, "b.okafor@ourcompany.test"})


@pytest.mark.parametrize("name", ["", "@ben", "Ben Okafor", "C0CHANNEL", "U", "ben@", "*", "%"])
def test_a_name_that_is_neither_id_nor_e_mail_is_nobodys(office: Office, name: str) -> None:
    with pytest.raises(NotOnePerson, match="neither"):
        find(office.clock, name)


def test_of_several_with_one_e_mail_one_is_to_be_named(office: Office, ben: People) -> None:
    ben.remember(person("UOTHER", BEN))

    with pytest.raises(NotOnePerson, match="UBEN, UOTHER"):
        find(office.clock, BEN)


@pytest.mark.parametrize(
    ("text", "is_in"),
    [
        ("<@UBEN> gave you this task.", True),
        ("<@UBENNY> gave you this task.", False),
        ('{"by":"UBEN"}', True),
        ('{"by":"XUBEN"}', False),
        (r'{"board":"{\"heading\":\"a\\nben@ourcompany.test\"}"}', True),
        (r'{"text":"line\nben@ourcompany.test."}', True),
        ('{"email":"BEN@ourcompany.test"}', True),
        ('{"email":"reuben@ourcompany.test"}', False),
        ('{"email":"ben@ourcompany.test.example"}', False),
        ('{"email":"ben@ourcompany.tester"}', False),
        ("<mailto:ben@ourcompany.test|ben>", True),
        ('{"broken": "UBEN', True),
        ("{}", False),
        ("", False),
    ],
)
def test_who_is_named(text: str, is_in: bool) -> None:
    assert Who(("UBEN",), (BEN,)).is_in(text) is is_in


def test_nobody_is_named_by_nothing() -> None:
    assert not Who((), ()).is_in("UBEN ben@ourcompany.test")
