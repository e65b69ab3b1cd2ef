"""Names that stand already get the keys of their order; later ones get them when they are saved."""

from peewee import Database

from tansiq.models import Organization
from tansiq.records import changes, migrating
from tests.people import SALMA


def test_names_that_stand_already_get_their_keys(empty_database: Database) -> None:
    names = migrating.up()
    for acronym, name in (("A", "آفاق"), ("B", "ابن رشد"), ("", "Élan")):
        changes.save(SALMA, Organization(acronym=acronym, name_ar=name))
    Organization.update(name_order_ar=None, name_order_en=None).execute()
    migrating.down(next(name for name in names if name.endswith("names_in_their_order")))
    migrating.up()
    assert [row.name_order_ar for row in Organization.select().order_by(Organization.id)] == ["افاق", "ابن رشد", "elan"]
