"""Who reads and writes entries on their pages, by the policy of their type."""

import pytest

from tansiq.language.field_vocabulary import POLICIES
from tests.admin.conftest import Reader, Readers
from tests.admin.views.wells import WELLS, define_wells, enter_named
from tests.register import Register

PEOPLE = ("salma", "nadia", "khaled", "huda", "amin", "visitor")
SEEN = {
    # A letter a person, in the order of PEOPLE: who reads the page of an entry in Abyan of NRA, who its earlier
    # versions, and who is offered its form, to save or to propose.
    "PUBLIC": ("SNKHAV", "SNK.A.", "SNK..."),
    "SIGNED_IN": ("SNKHAV", "SNK.A.", "SNK..."),
    "ORGANIZATION": ("SNK.A.", "SNK.A.", "SNK..."),
    "OFFICERS": ("SN..A.", "SN..A.", "SN...."),
    "ADMINISTRATORS": ("S...A.", "S...A.", "S....."),
}


@pytest.mark.parametrize("policy", POLICIES.codes)
def test_the_table_of_policies_holds_on_the_pages(reader: Readers, register: Register, policy: str) -> None:
    people = {who: reader(who) for who in PEOPLE}
    kind, _, _ = define_wells(policy)
    row = enter_named(kind, "Old well", register.areas["YE121121"].id, register.organization("NRA").id)
    told = {page: _who(people, f"entry/{page}/?id={row.id}") for page in ("details", "versions", "edit", "archive")}
    reads, knows, writes = SEEN[policy]
    assert told == {"details": reads, "versions": knows, "edit": writes, "archive": writes}
    listed = "".join(who[0].upper() if "Old well" in one.get(WELLS).text else "." for who, one in people.items())
    assert listed == reads


def _who(people: dict[str, Reader], address: str) -> str:
    return "".join(who[0].upper() if one.get(address).status_code == 200 else "." for who, one in people.items())
