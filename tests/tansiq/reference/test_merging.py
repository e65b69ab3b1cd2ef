"""Which rows a load of tables enters, changes, leaves as people corrected them, and knows as its own."""

from peewee import Database

from tansiq.models import PopulationGroup
from tansiq.records import changes
from tansiq.reference.merging import Outcome, loaded_ids, merge_list
from tests.people import SALMA


def group(code: str, name_en: str) -> dict[str, str]:
    return {"code": code, "name_ar": "النازحون", "name_en": name_en, "aliases": ""}


def merged(*wanted: dict[str, str]) -> Outcome:
    outcome = Outcome()
    merge_list(PopulationGroup, wanted, outcome)
    return outcome


def test_new_rows_are_entered_and_differing_ones_changed(database: Database) -> None:
    assert merged(group("IDP", "Displaced")) == Outcome(new=1)
    assert merged(group("IDP", "Displaced persons"), group("REF", "Refugees")) == Outcome(new=1, changed=1)
    assert PopulationGroup.get(PopulationGroup.code == "IDP").name_en == "Displaced persons"


def test_equal_rows_are_left(database: Database) -> None:
    merged(group("IDP", "Displaced"))
    assert merged(group("IDP", "Displaced")) == Outcome(same=1)
    assert PopulationGroup.get(PopulationGroup.code == "IDP").version == 1


def test_what_a_person_corrected_stays_and_the_rest_follows_the_table(database: Database) -> None:
    merged(group("IDP", "Displaced"))
    row = PopulationGroup.get(PopulationGroup.code == "IDP")
    row.name_en = "People who had to flee"
    changes.save(SALMA, row)
    assert merged(group("IDP", "Displaced persons")) == Outcome(corrected=1)
    assert merged({**group("IDP", "Displaced persons"), "aliases": "IDPs"}) == Outcome(changed=1)
    row = PopulationGroup.get(PopulationGroup.code == "IDP")
    assert (row.name_en, row.aliases) == ("People who had to flee", "IDPs")


def test_rows_of_people_are_not_the_loaders(database: Database) -> None:
    own = changes.save(SALMA, PopulationGroup(**group("MIG", "Migrants")))
    merged(group("IDP", "Displaced"))
    loaded = loaded_ids(PopulationGroup)
    assert PopulationGroup.get(PopulationGroup.code == "IDP").id in loaded
    assert own.id not in loaded
