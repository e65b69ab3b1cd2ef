"""What kinds of records say of themselves."""

import pytest
from peewee import ForeignKeyField, Model

from tansiq import models
from tansiq.models import Commitment, Intervention, Licence, Need, Organization, OrganizationArea, Record, Role, Site
from tansiq.models.record_type import (
    RecordType,
    find_type,
    key_of_part,
    part_of,
    record_types,
    register,
    type_named,
    type_of,
)

KINDS = pytest.mark.parametrize("kind", record_types(), ids=lambda kind: kind.table)


def test_every_table_of_records_is_described_once() -> None:
    records = [table for table in models.ALL if issubclass(table, Record)]
    assert sorted(kind.model.__name__ for kind in record_types()) == sorted(table.__name__ for table in records)
    with pytest.raises(LookupError, match="Licence is described already"):
        register(type_of(Licence))


def test_a_kind_is_found_by_its_table_and_by_its_name() -> None:
    assert type_of(Licence) is type_named("licence") is find_type(Licence)
    assert find_type(Role) is None
    for name in ("role", "nothing"):
        with pytest.raises(LookupError, match=f"{name} is no table of records"):
            type_named(name)
    with pytest.raises(LookupError, match="Role is no table of records"):
        type_of(Role)


def test_columns_are_told_from_parts() -> None:
    kind = type_of(Organization)
    assert kind.column("name_ar") is Organization.name_ar
    assert kind.part("name_ar") is None
    assert kind.column("organization_area") is None
    assert kind.part_named("organization_area").model is OrganizationArea
    with pytest.raises(LookupError, match="organization has neither a column nor a part nothing"):
        kind.part_named("nothing")


def test_a_part_knows_the_kind_of_row_it_belongs_to() -> None:
    found = part_of(OrganizationArea)
    assert found is not None
    assert found[0] is type_of(Organization)
    assert key_of_part(*found) == "organization"
    assert part_of(Organization) is None


def test_a_parent_and_an_own_area_are_told_from_the_keys() -> None:
    assert type_of(Site).parent_model is Intervention
    assert type_of(Need).parent_model is None
    assert [type_of(model).area_key for model in (Site, Need, Organization, Intervention, Licence)] == [
        "area",
        "area",
        "home_area",
        "",
        "",
    ]


@KINDS
def test_every_path_leads_over_keys_to_an_area_or_an_organisation(kind: RecordType) -> None:
    ways = [*((way, "area") for way in kind.ways_to_area), *filter(all, [(kind.belongs_to, "organization")])]
    for path, goal in ways:
        assert _end(kind.model, path) == goal


def _end(model: type[Model], path: str) -> str:
    """The name of the table to which a path leads."""
    for name in path.split("."):
        key = model._meta.fields.get(name)
        backs = {back.backref: back.model for back in model._meta.backrefs}
        model = model if name == "id" else key.rel_model if isinstance(key, ForeignKeyField) else backs[name]
    return str(model._meta.table_name)


@KINDS
def test_what_a_kind_says_of_columns_is_about_columns_it_has(kind: RecordType) -> None:
    for name in (*kind.personal, *kind.secret, *kind.searched, *filter(None, (kind.parent, kind.code))):
        assert kind.column(name) is not None, name


def test_a_row_that_refers_to_one_of_two_others_has_two_ways_to_its_area() -> None:
    assert type_of(Commitment).ways_to_area == ("item.plan.area", "demand.area")
    assert type_of(Need).ways_to_area == ("area",)
    assert type_of(Licence).ways_to_area == ()
