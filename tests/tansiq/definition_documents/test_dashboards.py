"""Dashboards are carried with the record types that they show: their tiles name fields of the server they come to."""

from typing import Any

import orjson
import pytest

from tansiq.definition_documents.collecting import collect
from tansiq.definition_documents.document import read_document, written
from tansiq.definition_documents.taking_over import take_over
from tansiq.faults import Refused
from tansiq.models import Dashboard, DashboardTile, FieldDefinition, TypeDefinition
from tansiq.models.extra import extra_name
from tansiq.records import changes
from tests.definitions import field, record_type
from tests.people import SALMA
from tests.register import Register


def _board(register: Register, **values: Any) -> DashboardTile:
    """A dashboard of wells with one tile."""
    kind = record_type("wells")
    depth = field("depth", "NUMBER", "entry", record_type=kind.id)
    board = changes.save(SALMA, Dashboard(name_en="Wells", name_ar="الآبار", audience="OFFICER"))
    shown = {"tile_kind": "CHART", "measure": "AVERAGE", "measured": extra_name(depth.number)}
    given = {"first_group": "area:DISTRICT", "area": register.areas["YE12"].id, "name_en": "Depth", **shown, **values}
    tile = DashboardTile(dashboard=board.id, record_table="entry", record_type=kind.id, **given)
    return changes.save(SALMA, tile)


def _remove_all() -> None:
    """As on another server, whose numbers go on from where they are."""
    for row in FieldDefinition.select():
        row.archived_at, row.use_state, row.key = row.created_at, "DRAFT", f"gone{row.id}"
        row.save()
    for model in (Dashboard, DashboardTile, TypeDefinition):
        model.update(archived_at=model.created_at).execute()
    TypeDefinition.update(key=TypeDefinition.key + "Gone").execute()
    Dashboard.update(name_en="Gone", name_ar="").execute()


def _outcomes(document: bytes) -> set[str]:
    return {one.outcome for one in take_over(SALMA, read_document(document))}


def test_a_dashboard_stands_elsewhere_over_the_fields_that_hold_there(register: Register) -> None:
    _board(register)
    document = written(collect(["wells"]))
    _remove_all()
    assert _outcomes(document) == {"NEW"}
    [board] = Dashboard.select().where(Dashboard.archived_at.is_null())
    [tile] = DashboardTile.select().where(DashboardTile.dashboard == board.id)
    depth = FieldDefinition.get(FieldDefinition.key == "depth")
    assert (board.name_ar, board.audience, tile.measured) == ("الآبار", "OFFICER", extra_name(depth.number))
    wells = TypeDefinition.get(TypeDefinition.key == "wells")
    assert (tile.record_type_id, tile.area_id) == (wells.id, register.areas["YE12"].id)


def test_a_filter_by_an_own_field_follows_its_number(register: Register) -> None:
    tile = _board(register)
    number = FieldDefinition.get(FieldDefinition.key == "depth").number
    tile.filters = f"extra.{number}-from=5&sort=extra.{number}"
    changes.save(SALMA, tile)
    document = written(collect(["wells"]))
    _remove_all()
    take_over(SALMA, read_document(document))
    here = FieldDefinition.get(FieldDefinition.key == "depth").number
    [found] = DashboardTile.select().where(DashboardTile.archived_at.is_null())
    assert found.filters == f"extra.{here}-from=5&sort=extra.{here}"


def test_taken_over_once_more_it_is_the_same_and_found_by_a_name_it_had(register: Register) -> None:
    board = _board(register).dashboard
    document = written(collect())
    assert _outcomes(document) == {"SAME"}
    board.name_en, board.name_ar = "Water", "المياه"
    changes.save(SALMA, board)
    assert _outcomes(document) == {"SAME", "CHANGED"}
    assert [row.name_en for row in Dashboard.select()] == ["Wells"]
    assert DashboardTile.select().count() == 1


@pytest.mark.parametrize("filters", ["organization=4", "area=12&sort=title"])
def test_what_is_narrowed_to_rows_of_this_server_stays_here(register: Register, filters: str) -> None:
    _board(register, filters=filters)
    assert list(collect(["wells"]).dashboards) == []


def test_dashboards_of_other_records_stay_where_these_are_not_asked_for(register: Register) -> None:
    _board(register)
    field("head")
    assert list(collect(["organization"]).dashboards) == []
    assert len(collect(["wells"]).dashboards) == 1
    assert len(collect().dashboards) == 1


@pytest.mark.parametrize(
    ("tile", "place"),
    [
        ({"measured": "extra.77"}, "measured"),
        ({"area": "XX99"}, "area"),
        ({"record_type": "lakes"}, "record_type"),
        ({"tile_kind": "CAKE"}, "tile_kind"),
        ({"tile_kind": "MAP", "first_group": "status"}, "first_group"),
    ],
)
def test_what_is_wrong_with_a_tile_is_told_at_its_place(register: Register, tile: dict[str, Any], place: str) -> None:
    given = {"name_en": "T", "record_table": "entry", "record_type": "wells", "measure": "COUNT", **tile}
    document = {"tansiq": "definitions", "version": 1, "dashboards": [{"name_en": "D", "tiles": [given]}]}
    record_type("wells")
    with pytest.raises(Refused) as refusal:
        take_over(SALMA, read_document(orjson.dumps(document)))
    assert f"dashboards[0].tiles[0].{place}" in {fault.field for fault in refusal.value.faults}
    assert Dashboard.select().count() == 0


@pytest.mark.parametrize(
    ("board", "place"),
    [
        ({"tiles": {}}, "dashboards[0].tiles"),
        ({"tiles": [1]}, "dashboards[0].tiles[0]"),
        ({"tiles": [{"secret": 1}]}, "dashboards[0].tiles[0].secret"),
        ({"name": "x"}, "dashboards[0].name"),
    ],
)
def test_what_is_no_dashboard_is_refused_where_it_is_wrong(
    register: Register, board: dict[str, Any], place: str
) -> None:
    with pytest.raises(Refused) as refusal:
        read_document(orjson.dumps({"tansiq": "definitions", "version": 1, "dashboards": [board]}))
    assert refusal.value.faults[0].field == place
