"""Hostile values in every column of every kind of record: one verdict on both databases, kept whole or refused."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import example as with_example
from hypothesis import strategies as st
from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    FloatField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from tansiq.accounts.people import enter_person
from tansiq.faults import Refused
from tansiq.language.cleaning import clean_line, clean_lines
from tansiq.models import (
    Account,
    Area,
    CaseDocument,
    DemandDocument,
    Entry,
    Organization,
    OrganizationArea,
    OrganizationContact,
    OrganizationDocument,
    OverlapDecision,
    PlanDocument,
    PortalToken,
    Record,
    Table,
    TwinDecision,
)
from tansiq.models.extra import ExtraField
from tansiq.models.record import now
from tansiq.models.record_type import RecordType, record_types, type_of
from tansiq.records import bulk, changes
from tests.admin.typed import a_case_document, a_contact, a_demand_document, a_document, a_plan_document
from tests.contents import REGISTER
from tests.databases import ENGINES, Stock, rolled_back
from tests.examples import example
from tests.people import SALMA
from tests.register import Register

KINDS = record_types()

TEXTS: list[Any] = [
    "",
    "a",
    "ض" * 60,
    "n" * 5_000,
    "ﷺ" * 200,
    "😀" * 60,
    "n" * 60_000,
    "a\x00",
    "\ud800",
    "\x0b\x1f",
    7,
]
NUMBERS: list[Any] = [0, 1, -1, 2**31 - 1, 2**31, -(2**31) - 1, 2**63, 10**30, 10**5000, 1.5, "12", float("nan"), True]
AMOUNTS: list[Any] = [
    *map(Decimal, ("0", "0.01", "12.5", "1E+3", "0.001", "1e20", "1e400", "-1e400", "NaN", "sNaN", "Infinity")),
    *map(Decimal, ("99999999999999.99", "9999999999999.99", "99999999999999")),
    10**400, float("inf"), 0.1, "1",
]  # fmt: skip
FLOATS: list[Any] = [0.0, 45.25, -90.0, 91.0, 180.5, float("nan"), float("inf"), 1e308, 10**400, Decimal("NaN"), "x"]
DAYS: list[Any] = [
    date.min,
    date.max,
    date(1000, 1, 1),
    date(2999, 12, 31),
    date(2026, 6, 1),
    "2026-06-01",
    "",
    20260601,
]
KEYS: list[Any] = [0, -1, 2**31 - 1, 2**31, 10**30, "1", "", True]

HOSTILE: list[tuple[type["Field[Any]"], list[Any]]] = [
    (ForeignKeyField, KEYS),
    (BooleanField, [True, 0, 2, "yes", 1.5]),
    (IntegerField, NUMBERS),
    (DecimalField, AMOUNTS),
    (FloatField, FLOATS),
    (DateTimeField, [now(), date.min, "now"]),
    (DateField, DAYS),
    (CharField, TEXTS),
    (TextField, TEXTS),
    (ExtraField, [{}, {"1": 2}, {"1": float("nan")}, {"1": 2**53}, {"1": "a\x00"}, {"1": [now()]}, {1: 2}, [], "{}"]),
]


def _hostile(column: "Field[Any]") -> list[Any]:
    return [None, *next(values for kind, values in HOSTILE if isinstance(column, kind))]


def _columns(kind: RecordType) -> list[str]:
    return list(kind.model().values())


def _stored(kind: RecordType, register: Register) -> Record:
    """A stored row of the kind."""
    made: dict[type, Any] = {
        Account: lambda: enter_person(SALMA, Account(email="somebody@example.org"), None, "ADMIN"),
        Area: lambda: register.areas["YE1211"],
        OrganizationContact: lambda: a_contact(register),
        OrganizationDocument: lambda: a_document(register),
        DemandDocument: lambda: a_demand_document(register),
        PlanDocument: lambda: a_plan_document(register.plan()),
        CaseDocument: lambda: a_case_document(register),
        PortalToken: lambda: changes.save(SALMA, PortalToken(
            client=example(_kind("portal_client"), register).id, digest="d", beginning="tsq_", expires_at=now())),
        TwinDecision: lambda: changes.save(SALMA, TwinDecision(
            first=register.organization("NRA").id, second=register.organization("ADR").id)),
        OverlapDecision: lambda: changes.save(SALMA, OverlapDecision(
            first=register.intervention("NRA").id, second=register.intervention("ADR").id, decision="DUPLICATE",
            first_version=1, second_version=1)),
    }  # fmt: skip
    row: Record = made.get(kind.model, lambda: example(kind, register))()
    return kind.model.get_by_id(row.id)


def _kind(table: str) -> RecordType:
    return next(kind for kind in KINDS if kind.table == table)


def _verdict(row: Record, name: str, value: Any) -> str:
    """What becomes of the value in a column of a stored row: what it is refused for, or that it is kept as it is."""
    setattr(row, name, value)
    try:
        changes.save(SALMA, row)
    except Refused as refusal:
        return " ".join(f"{fault.code}({fault.field})" for fault in refusal.faults)
    kept = type(row).get_by_id(row.id).__data__[name]
    # The origins of a portal are written in one way before they are kept, the place of an item is counted among its
    # siblings, and what nobody sees is taken off all words.
    clean = clean_line if isinstance(row._meta.fields[name], CharField) else clean_lines
    meant = row.__data__[name] if name in ("origins", "position") else clean(value) if isinstance(value, str) else value
    same = Decimal(str(meant)) if isinstance(kept, Decimal) else meant
    return "kept" if kept == same else f"kept as {kept!r}"


def _verdicts(stock: Stock, engine: str, kind: RecordType, asked: list[tuple[str, Any]]) -> list[str]:
    found = []
    with rolled_back(stock.take(engine, REGISTER)) as database:
        register = stock.told(database)
        assert isinstance(register, Register)
        row = _stored(kind, register)
        for name, value in asked:
            with database.atomic() as one:
                found.append(_verdict(kind.model.get_by_id(row.id), name, value))
                one.rollback()
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_both_databases_give_hostile_values_the_same_verdict(stock: Stock, kind: RecordType) -> None:
    asked = [(name, value) for name in _columns(kind) for value in _hostile(kind.model._meta.fields[name])]
    on_sqlite, on_postgres = (_verdicts(stock, engine, kind, asked) for engine in ENGINES)
    differing = [told for *told, same in _told(asked, on_sqlite, on_postgres) if not same]
    assert differing == []
    assert [each for each in on_sqlite if each.startswith("kept as")] == []
    assert "kept" in on_sqlite


def _told(asked: list[tuple[str, Any]], *verdicts: list[str]) -> Iterator[tuple[str, str, str, str, bool]]:
    for (name, value), one, other in zip(asked, *verdicts, strict=True):
        yield name, ascii(value)[:30] if not isinstance(value, int) else hex(value)[:30], one, other, one == other


@st.composite
def _values(draw: st.DrawFn) -> tuple[RecordType, str, Any]:
    kind = draw(st.sampled_from(KINDS))
    name = draw(st.sampled_from(_columns(kind)))
    made = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.dates(),
        st.text(st.characters(), max_size=400), st.integers(1, 700).map("م".__mul__),
    )  # fmt: skip
    return kind, name, draw(made)


@with_example(made=(type_of(Entry), "record_type", Decimal("sNaN")))
@given(made=_values())
def test_both_databases_give_any_value_the_same_verdict(stock: Stock, made: tuple[RecordType, str, Any]) -> None:
    kind, name, value = made
    # Which ids exist differs between databases that were filled at other times.
    assume(not isinstance(kind.column(name), ForeignKeyField) or type(value) is not int)
    on_sqlite, on_postgres = (_verdicts(stock, engine, kind, [(name, value)]) for engine in ENGINES)
    assert on_sqlite == on_postgres
    assert not on_sqlite[0].startswith("kept as")


@pytest.fixture(params=["save", "enter"])
def door(request: pytest.FixtureRequest) -> Any:
    """A way into the register for a new organisation."""
    return {"save": changes.save, "enter": lambda viewer, row: bulk.enter(viewer, [row])}[request.param]


def test_every_way_in_asks_the_columns(register: Register, door: Any) -> None:
    with pytest.raises(Refused, match=r"^TOO_LONG\(name_en\); NOT_FOUND\(home_area\)$"):
        door(SALMA, Organization(name_en="n" * 5000, home_area=2**31))
    assert Organization.select().count() == 0


def test_a_kind_that_tells_no_faults_of_its_own_is_asked_too(database: Any) -> None:
    class Well(Record):
        name = CharField(max_length=5)
        depth = IntegerField(default=0)

    assert [fault.code for fault in Well(name="too long", depth="deep").all_faults()] == ["TOO_LONG", "INVALID"]


@pytest.mark.parametrize(("area", "code"), [(2**31, "NOT_FOUND"), (None, "MISSING"), ("x", "NOT_FOUND")])
def test_the_parts_of_a_record_are_asked(register: Register, area: Any, code: str) -> None:
    row = register.organization("NRA")
    with pytest.raises(Refused, match=rf"^{code}\(area\)$"):
        changes.replace_parts(SALMA, row, OrganizationArea, [{"area": area}])


def test_what_the_machine_notes_is_asked(register: Register) -> None:
    with pytest.raises(Refused, match=r"^TOO_LONG\(acronym_key\)$"):
        changes.save_derived(SALMA, register.organization("NRA"), acronym_key="k" * 61)


def _tables() -> Iterator[type[Table]]:
    yield from (kind.model for kind in KINDS)


def test_every_column_of_every_kind_of_record_has_its_check() -> None:
    kinds = tuple(kind for kind, _ in HOSTILE)
    others = [
        f"{table.__name__}.{column.name}"
        for table in _tables()
        for column in table._meta.sorted_fields
        if not isinstance(column, kinds)
    ]
    assert others == []
