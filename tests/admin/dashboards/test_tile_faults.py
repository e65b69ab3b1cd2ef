"""A tile whose definition means nothing any more says so in words; its page and the other tiles stand."""

import html
import re
from typing import Any

import pytest

from tansiq.models import Dashboard, Entry, Organization, TypeDefinition, data_stamps
from tansiq.models.record import now
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.typed import a_tile
from tests.definitions import answers, field, name_of, record_type, rule
from tests.people import SALMA
from tests.register import Register

RECKONS = "This tile cannot be shown: what it reckons with is not there, or not for you"
NARROWED = "This tile cannot be shown: what its list is narrowed by is not there, or not for you"


@pytest.fixture
def dashboard(register: Register) -> Dashboard:
    """A dashboard for everybody over two organisations, with a tile that means something."""
    register.organization("NRA")
    register.organization("HID", kind="INGO")
    found = changes.save(SALMA, Dashboard(name_en="Overview", is_on_start=True))
    a_tile(found, name_en="The sound one")
    return found


def _shown(reader: Reader, dashboard: Dashboard) -> str:
    """The page, on which the sound tile stands whatever the others say."""
    page = reader.get(f"dashboard/show/?id={dashboard.id}")
    assert page.status_code == 200
    assert "International NGO" in page.text
    return _plain(page.text)


def _plain(text: str) -> str:
    return re.sub("[\u2066-\u2069]", "", html.unescape(text))


def _saved(row: Any, **values: Any) -> Any:
    again = type(row).get_by_id(row.id)
    for name, value in values.items():
        setattr(again, name, value)
    return changes.save(SALMA, again)


def test_a_field_that_was_retired_is_called_as_it_was(salma: Reader, khaled: Reader, dashboard: Dashboard) -> None:
    one = field("isRural", "YES_NO")
    a_tile(dashboard, first_group=name_of(one))
    _saved(one, use_state="RETIRED")
    for reader in (salma, khaled):
        assert f"{RECKONS}: isRural (retired)." in _shown(reader, dashboard)


def test_a_field_that_became_personal_is_named_to_those_alone_who_see_it(
    salma: Reader, khaled: Reader, dashboard: Dashboard
) -> None:
    one = field("illness", "CHOICE", choice_list=answers("YES", "NO").id)
    a_tile(dashboard, first_group=name_of(one))
    a_tile(dashboard, tile_kind="FIGURE", first_group="", filters=f"{name_of(one)}=YES")
    _saved(one, is_personal=True)
    assert f"{RECKONS}: illness." in _shown(salma, dashboard)
    told = _shown(khaled, dashboard)
    assert (f"{RECKONS}: a field." in told, f"{NARROWED}: a field." in told, "illness" in told) == (True, True, False)


def test_a_figure_does_not_grow_where_its_rule_is_gone(salma: Reader, dashboard: Dashboard) -> None:
    staff = field("staff", "WHOLE")
    row = Organization.get(Organization.acronym == "NRA")
    row.enter(name_of(staff), 9)
    changes.save(SALMA, row)
    drafted = rule("{0} < 3", staff, use_state="DRAFT")
    a_tile(dashboard, tile_kind="FIGURE", first_group="", filters=f"breaks={drafted.id}")
    assert re.findall(r'tile-figure">.*?class="number">([^<]+)<', _shown(salma, dashboard)) == ["1"]
    changes.archive(SALMA, drafted)
    page = _shown(salma, dashboard)
    assert (NARROWED in page, 'class="tile-figure"' in page) == (True, False)


@pytest.mark.parametrize("is_archived", [True, False])
def test_a_register_that_is_gone_is_not_there(salma: Reader, dashboard: Dashboard, is_archived: bool) -> None:
    kind = record_type("wells")
    for kind_of_tile, group in (("LIST", ""), ("CHART", "area:DISTRICT")):
        a_tile(dashboard, record_table="entry", record_type=kind.id, tile_kind=kind_of_tile, first_group=group)
    changes.save(SALMA, Entry(record_type=kind.id))
    if is_archived:
        # By force: in use it can only be retired.
        TypeDefinition.update(archived_at=now()).where(TypeDefinition.id == kind.id).execute()
        data_stamps.bump(["type_definition"])
    else:
        _saved(kind, use_state="RETIRED")
    assert _shown(salma, dashboard).count("These records are not there, or not for you.") == 2


def test_whoever_is_not_told_of_a_register_reads_no_figure_of_it(
    salma: Reader, khaled: Reader, dashboard: Dashboard
) -> None:
    kind = record_type("wells", "ADMINISTRATORS")
    changes.save(SALMA, Entry(record_type=kind.id))
    a_tile(dashboard, record_table="entry", record_type=kind.id, tile_kind="FIGURE", first_group="")
    assert "These records are not there" not in _shown(salma, dashboard)
    assert "These records are not there, or not for you." in _shown(khaled, dashboard)


def test_a_map_of_what_is_no_area_says_so(salma: Reader, dashboard: Dashboard) -> None:
    tile = a_tile(dashboard, tile_kind="MAP", first_group="home_area:DISTRICT")
    # As tiles were kept before that was refused.
    type(tile).update(first_group="kind").where(type(tile).id == tile.id).execute()
    assert "a map tells records apart by areas." in _shown(salma, dashboard)


def test_what_fails_while_it_is_reckoned_takes_nothing_else_along(
    salma: Reader, register: Register, dashboard: Dashboard
) -> None:
    founded = field("founded", "DAY")
    a_tile(dashboard, first_group=f"{name_of(founded)}:MONTH")
    # No form ever wrote this.
    Organization.update(extra={str(founded.number): "soon"}).execute()
    data_stamps.bump(["organization"])
    failed = "This tile cannot be shown now."
    assert failed in _shown(salma, dashboard)
    register.intervention("NRA")
    start = salma.get("")
    assert (start.status_code, failed in _plain(start.text)) == (200, True)
