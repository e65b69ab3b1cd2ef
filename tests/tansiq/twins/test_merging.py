"""Two organisations made one: every reference is carried on, whatever both say is kept, and all of it can be undone."""

from collections.abc import Iterator
from typing import Any

from peewee import ForeignKeyField

from tansiq.accounts.people import Rights, enter_person
from tansiq.accounts.viewers import viewer_of
from tansiq.duplication.decisions import decide
from tansiq.duplication.find_overlaps import count_overlaps
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.models import (
    Account,
    AccountOrganization,
    CaseDocument,
    Intervention,
    Organization,
    OrganizationArea,
    OrganizationContact,
    OrganizationDocument,
    Partnership,
    Record,
    TwinDecision,
    tables,
)
from tansiq.models.data_stamps import table_name
from tansiq.models.record_type import key_of_part, part_of, type_of
from tansiq.records import changes
from tansiq.records.undoing import undo
from tansiq.twins.deciding import keep_apart
from tansiq.twins.finding import likely_twins
from tansiq.twins.merging import fields_that_differ, fuller_of_loser, merge
from tansiq.twins.moving import KEPT
from tests.admin.typed import a_case_document, a_contact, a_document
from tests.definitions import field
from tests.examples import _value as value_of
from tests.examples import example
from tests.people import SALMA
from tests.register import Register


def _read(row: Any) -> Any:
    return type(row).get_by_id(row.id)


def _keys() -> Iterator[Any]:
    """Every key of every table that leads to an organisation."""
    for table in tables().values():
        yield from (key for key in table._meta.refs if key.rel_model is Organization)


def _is_moved(key: ForeignKeyField) -> bool:
    """Whether nothing may be left there: its own parts, what KEPT names, and that it is joined."""
    found = part_of(key.model)
    is_own = found is not None and found[0].model is Organization and key_of_part(*found) == key.name
    return f"{table_name(key.model)}.{key.name}" not in KEPT and not is_own


def _count(key: Any, row: Organization) -> int:
    table = key.model
    stands = table.archived_at.is_null() if issubclass(table, Record) else True
    return int(table.select().where(key == row.id, stands).count())


def _refer(key: Any, register: Register, row: Organization) -> None:
    """Let some row refer to an organisation by a key, past all rules."""
    acronym = f"O{len(register.organizations)}"
    table = key.model
    made = {OrganizationContact: a_contact, OrganizationDocument: a_document, CaseDocument: a_case_document}
    if table is TwinDecision:
        keep_apart(SALMA, row, register.organization("LATER" if key.name == "first" else "EARLIER"))
    elif issubclass(table, Record):
        one = made[table](register) if table in made else example(type_of(table), register, acronym)
        table.update({key: row.id}).where(table.id == one.id).execute()
    elif (found := part_of(table)) is not None:
        own = key_of_part(*found)
        is_account = found[0].model is Account
        owner = _person() if is_account else example(found[0], register, acronym)
        rest = [one for one in table._meta.sorted_fields if one.name not in ("id", own, key.name)]
        values = {one.name: value_of(one, register, acronym, "YE121121") for one in rest}
        table.create(**{own: owner.id, key.name: row.id}, **values)


def _person() -> Account:
    return enter_person(SALMA, Account(email="khaled@example.org", name="Khaled"), "a long walk", "ADMIN")


def test_every_reference_of_every_table_is_carried_on_and_comes_back(
    register: Register, winner: Organization, loser: Organization
) -> None:
    """The models themselves say what refers to an organisation: a new table that is forgotten fails here."""
    moved = [key for key in _keys() if _is_moved(key)]
    for key in moved:
        _refer(key, register, loser)
    before = {f"{table_name(key.model)}.{key.name}": (_count(key, loser), _count(key, winner)) for key in moved}
    assert [name for name, (count, _) in before.items() if not count] == []
    merged = merge(SALMA, _read(winner), _read(loser))
    assert merged.left == []
    left = {f"{table_name(key.model)}.{key.name}" for key in moved if _count(key, loser)}
    gained = {f"{table_name(key.model)}.{key.name}" for key in moved if _count(key, winner)}
    assert (left, gained) == (set(), set(before))
    undone = undo(SALMA, merged.batch)
    assert undone.left == []
    after = {f"{table_name(key.model)}.{key.name}": (_count(key, loser), _count(key, winner)) for key in moved}
    assert after == before


def test_own_fields_lead_to_the_winner(register: Register, winner: Organization, loser: Organization) -> None:
    one = field("partnerOf", "REFERENCE", reference_table="organization")
    row = register.organization("THIRD")
    row.enter(f"extra.{one.id}", loser.id)
    changes.save(SALMA, row)
    merged = merge(SALMA, winner, loser)
    assert (_read(row).entered(f"extra.{one.id}"), merged.left) == (winner.id, [])
    undo(SALMA, merged.batch)
    assert _read(row).entered(f"extra.{one.id}") == loser.id


def test_names_become_aliases_chosen_values_stand_and_the_loser_leads_to_the_winner(
    winner: Organization, loser: Organization
) -> None:
    assert set(fields_that_differ(winner, loser)) == {
        "name_ar", "name_en", "acronym", "kind", "registration_number", "home_area", "website",
    }  # fmt: skip
    assert fuller_of_loser(winner, loser) == {"kind", "registration_number", "website"}
    merge(SALMA, winner, loser, ["kind", "registration_number", "name_ar"])
    stands, joined = _read(winner), _read(loser)
    assert (stands.kind, stands.registration_number, stands.name_ar) == ("ASSOCIATION", "17", "جمعية الأمل")
    assert stands.aliases.split("|") == ["جمعيه الامل الخيريه", "Hope", "NRA", "Al-Amal"]
    assert (joined.canonical_id, joined.registration_number, joined.archived_at) == (winner.id, None, None)
    assert (joined.name_en, joined.website) == ("Hope", "https://hope.example")


def test_sites_count_for_the_winner_and_partners_are_united(
    register: Register, winner: Organization, loser: Organization
) -> None:
    work = register.intervention("NRA")
    site = register.site(work)
    other = register.intervention("THIRD")
    both = [{"organization": row.id, "role": "IMPLEMENTING"} for row in (winner, loser)]
    changes.replace_parts(SALMA, other, Partnership, both)
    for row in (winner, loser):
        changes.replace_parts(SALMA, row, OrganizationArea, [{"area": register.areas["YE12"].id}])
    merge(SALMA, _read(winner), _read(loser))
    assert (_read(work).organization_id, _read(site).organization_id) == (winner.id, winner.id)
    assert [part.organization_id for part in Partnership.select()] == [winner.id]
    assert OrganizationArea.select().where(OrganizationArea.organization == winner.id).count() == 1


def test_what_was_joined_to_the_loser_follows_and_no_circle_comes_of_it(
    register: Register, winner: Organization, loser: Organization
) -> None:
    joined = register.organization("THIRD", canonical=loser.id)
    winner.parent = loser
    changes.save(SALMA, winner)
    merged = merge(SALMA, winner, loser)
    assert (_read(joined).canonical_id, _read(winner).parent_id) == (winner.id, None)
    undo(SALMA, merged.batch)
    assert (_read(joined).canonical_id, _read(winner).parent_id, _read(loser).canonical_id) == (
        loser.id,
        loser.id,
        None,
    )


def test_it_is_undone_even_after_both_changed_and_nothing_newer_is_lost(
    register: Register, winner: Organization, loser: Organization
) -> None:
    work = register.intervention("NRA", title_en="Wells")
    site = register.site(work)
    merged = merge(SALMA, winner, loser, ["kind", "registration_number", "website"])
    for row, name, value in (
        (winner, "website", "https://new.example"),
        (winner, "name_en", "Hope of Abyan"),
        (loser, "name_en", "Hope, the old one"),
        (work, "title_en", "Wells and pumps"),
    ):
        changed = _read(row)
        changed.enter(name, value)
        changes.save(SALMA, changed)
    newer = register.intervention("ADR", title_en="New")
    undone = undo(SALMA, merged.batch)
    assert undone.left == []
    assert [(one.row_id, one.name) for one in undone.clashes] == [(winner.id, "website")]
    stands, back = _read(winner), _read(loser)
    assert (stands.website, stands.name_en, stands.kind, stands.registration_number, stands.aliases) == (
        "https://new.example", "Hope of Abyan", "OTHER", None, "",
    )  # fmt: skip
    assert (back.canonical_id, back.registration_number, back.name_en) == (None, "17", "Hope, the old one")
    assert (_read(work).organization_id, _read(work).title_en) == (loser.id, "Wells and pumps")
    assert (_read(site).organization_id, _read(newer).organization_id) == (loser.id, winner.id)
    undo(SALMA, undone.batch)
    assert (_read(loser).canonical_id, _read(work).organization_id) == (winner.id, winner.id)


def test_what_was_decided_on_the_losers_work_holds_for_the_winner_and_after_it_was_taken_back(
    register: Register, winner: Organization, loser: Organization
) -> None:
    works = [register.intervention(name) for name in ("NRA", "GOV")]
    for row in works:
        register.site(row)
    decide(SALMA, works[0], works[1], "COMPLEMENTARY")
    question = OverlapQuestion("YE121121")
    merged = merge(SALMA, winner, loser)
    assert count_overlaps(SALMA, question) == 0
    undone = undo(SALMA, merged.batch)
    assert _read(works[0]).organization_id == loser.id
    assert count_overlaps(SALMA, question) == 0
    undo(SALMA, undone.batch)
    assert count_overlaps(SALMA, question) == 0
    changed = _read(works[0])
    changed.modality = "CASH"
    changes.save(SALMA, changed)
    assert count_overlaps(SALMA, question) == 1


def test_a_number_that_was_taken_since_is_told_and_the_rest_comes_back(
    register: Register, winner: Organization, loser: Organization
) -> None:
    merged = merge(SALMA, winner, loser, ["registration_number"])
    stands = _read(winner)
    stands.registration_number = None
    changes.save(SALMA, stands)
    register.organization("THIRD", registration_number="17")
    work = register.intervention("NRA")
    undone = undo(SALMA, merged.batch)
    assert [one.row_id for one in undone.left] == [loser.id]
    assert Intervention.get_by_id(work.id)


def test_a_partner_of_the_loser_signs_in_with_the_rights_of_the_winner(
    register: Register, winner: Organization, loser: Organization
) -> None:
    rights = Rights(frozenset({"PARTNER"}), frozenset(), frozenset({loser.id}))
    account = enter_person(SALMA, Account(email="khaled@example.org", name="Khaled"), "a long walk", rights)
    merge(SALMA, winner, loser)
    assert viewer_of(account.id, "en").organization_ids == {winner.id, loser.id}
    assert [row.organization_id for row in AccountOrganization.select()] == [winner.id]


def test_decisions_that_others_are_not_the_same_hold_for_the_winner(
    register: Register, winner: Organization, loser: Organization
) -> None:
    third = register.organization("THIRD", name_en="Hope Foundation of Abyan")
    keep_apart(SALMA, loser, third)
    keep_apart(SALMA, loser, winner)
    merge(SALMA, winner, loser)
    pairs = [(row.first_id, row.second_id) for row in TwinDecision.select().where(TwinDecision.archived_at.is_null())]
    assert pairs == [tuple(sorted((winner.id, third.id)))]
    assert likely_twins(SALMA, _read(winner)) == []
