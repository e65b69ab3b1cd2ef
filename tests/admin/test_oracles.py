"""No way in tells what a hidden field holds: every answer is the same, whatever stands in it.

what rows hold  -->  every door, as somebody from whom it is hidden  -->  answers
something else  -->  the same doors                                  -->  the same answers

That each door would tell is tried with the same fields open: there every one of them answers otherwise.
"""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from tansiq.models import Dashboard, Entry, FieldDefinition, Record, SharedView, data_stamps
from tansiq.records import changes
from tests.admin.conftest import Reader, Readers
from tests.admin.panel.test_small_map import PLACES
from tests.admin.typed import a_tile
from tests.definitions import answers, name_of, record_type, rule
from tests.definitions import field as defined
from tests.people import SALMA
from tests.register import Register

Values = tuple[str, int, str, str | None]
"""What a row holds: an answer, a number, a word, the acronym of an organisation."""
FIRST: tuple[Values, Values] = ("YES", 9, "zebra", "XXX"), ("NO", 1, "apple", None)
THEN: tuple[Values, Values] = ("NO", 1, "apple", None), ("NO", 3, "zebra", "XXX")
_CHANGING = re.compile(
    r'name="(csrf_token|form_key)" (type="hidden" )?value="[^"]*"|value="[^"]*" name="csrf_token"'
    # When a row was changed last is told to everybody, and a minute may pass in between.
    r"|\b\d\d:\d\d\b"
)


@dataclass
class Kept:
    """Two rows of one kind, with the fields that are hidden, by key."""

    table: str
    rows: list[Record]
    own: dict[str, FieldDefinition]
    tiles: list[int] = field(default_factory=list)
    broken: int = 0
    friend: int = 0

    def name(self, key: str) -> str:
        return name_of(self.own[key])

    def hold(self, both: tuple[Values, Values]) -> None:
        """Let the rows hold this."""
        for row, values in zip(self.rows, both, strict=True):
            again: Any = type(row).get_by_id(row.id)
            for key, value in zip(("answer", "number", "word", "friend"), values, strict=True):
                again.enter(self.name(key), self.friend if value == "XXX" else value)
            changes.save(SALMA, again)


def _kept(register: Register, table: str, hidden: dict[str, Any], policy: str = "PUBLIC") -> Kept:
    kind = record_type("wells", policy) if table == "entry" else None
    of: dict[str, Any] = {"table": table, "record_type": kind and kind.id, "is_listed": True, **hidden}
    own = {
        "answer": defined("answer", "CHOICE", choice_list=answers("YES", "NO").id, **of),
        "number": defined("number", "WHOLE", **of),
        "word": defined("word", **of),
        "friend": defined("friend", "REFERENCE", reference_table="organization", **of),
    }
    own["doubled"] = defined("doubled", "CALCULATED", formula=f"${{{own['number'].number}}} * 2", **of)
    friend = register.organization("XXX").id
    if kind is None:
        rows: list[Record] = [register.organization(acronym) for acronym in ("AAA", "BBB")]
    else:
        kind.title_number = own["word"].number
        changes.save(SALMA, kind)
        places = [register.areas[pcode].id for pcode in ("YE121121", "YE121122")]
        rows = [changes.save(SALMA, Entry(record_type=kind.id, area=place)) for place in places]
    broken = rule("{0} < 5", own["number"], rule_severity="NOTE").id
    kept = Kept(table, rows, own, broken=broken, friend=friend)
    _arrange(kept, None if kind is None else kind.id)
    return kept


def _arrange(kept: Kept, type_id: int | None) -> None:
    """A dashboard and a shared view for everybody, made by somebody who sees the fields."""
    answer, number = kept.name("answer"), kept.name("number")
    board = changes.save(SALMA, Dashboard(name_en="Overview", is_on_start=True))
    of: dict[str, Any] = {"record_table": kept.table, "record_type": type_id}
    figure = {**of, "tile_kind": "FIGURE", "first_group": ""}
    tiles = [
        a_tile(board, first_group=answer, **of),
        a_tile(board, **{**figure, "measure": "SUM", "measured": number}),
        a_tile(board, **figure, filters=f"{answer}=YES"),
        a_tile(board, **figure, filters=f"breaks={kept.broken}"),
        a_tile(board, **{**figure, "tile_kind": "LIST"}, filters=f"sort={number}"),
    ]
    kept.tiles = [tile.id for tile in tiles]
    changes.save(SALMA, SharedView(name_en="Mine", address=f"{answer}=YES", **of))


def _panel(kept: Kept) -> Iterator[str]:
    """The addresses of the panel by which a field could be asked about."""
    root = "entry/%s?type=wells&" if kept.table == "entry" else "organization/%s?"
    answer, number, word, friend, doubled = (kept.name(key) for key in kept.own)
    for query in (
        f"{answer}=YES", f"{answer}=NO", f"sort={number}", f"sort={number}&desc=1", f"sort={word}",
        f"columns={number}+{answer}+{word}+{friend}+{doubled}", f"breaks={kept.broken}",
    ):  # fmt: skip
        yield root % "" + query
    yield root % "count/" + f"{answer}=YES"
    yield root % "export/csv/" + f"columns={number}+{word}+{doubled}"
    yield root % "export/csv/" + "all=1"
    yield root % "export/csv/" + f"sort={number}"
    yield f"{root % ''}linked={friend}:{kept.friend}"
    yield f"organization/details/?id={kept.friend}"
    board = Dashboard.get().id
    yield f"dashboard/show/?id={board}"
    yield from (f"dashboard/tile/xlsx/?id={tile}" for tile in kept.tiles[:2])
    if kept.table == "entry":
        yield from (root % "" + "search=zebra", "search/?q=zebra", root % "map/" + f"{answer}=YES")


ENTRIES = "totalCount edges { node { id title extra { values { key text number } } } }"
RECORDS = (
    "", 'search: "zebra"', 'where: [{key: "answer", anyOf: ["YES"]}]', 'where: [{key: "number", number: {from: 5}}]',
    'where: [{key: "word", anyOf: ["zebra"]}]', 'where: [{key: "friend", anyOf: ["%d"]}]', 'orderBy: "number"',
    'orderBy: "word", direction: DESC',
)  # fmt: skip
REGISTERS = (
    "", 'search: "zebra"', 'where: {answer: ["YES"]}', "where: {number: {from: 5}}", 'where: {word: ["zebra"]}',
    'where: {friend: ["%d"]}', "orderBy: {field: NUMBER}", "orderBy: {field: WORD}",
)  # fmt: skip
SUMMARIES = ('by: [{field: "answer"}]', 'measure: {way: SUM, field: "number"}', 'measure: {way: MOST, field: "number"}')


def _endpoint(kept: Kept) -> Iterator[str]:
    """The questions of the endpoint by which a field could be asked about."""
    told = "answer number word doubled friend { acronym }"
    if kept.table == "entry":
        for asked in RECORDS:
            yield f'{{ records(type: "wells", {asked.replace("%d", str(kept.friend))}) {{ {ENTRIES} }} }}'
        for asked in REGISTERS:
            given = f"({asked.replace('%d', str(kept.friend))})" if asked else ""
            yield f"{{ registers {{ wells{given} {{ {ENTRIES} }} }} }}"
        yield f"{{ registers {{ wells {{ edges {{ node {{ {told} }} }} }} }} }}"
    else:
        yield "{ organizations { edges { node { acronym extra { values { key text number } } } } } }"
        yield f"{{ organizations {{ edges {{ node {{ acronym extra {{ {told} }} }} }} }} }}"
    kind = "wells" if kept.table == "entry" else "organization"
    for asked in SUMMARIES:
        figures = "total { count value } groups { count keys { key } }"
        yield f'{{ summarize(type: "{kind}", {asked}) {{ {figures} }} }}'


class Doors:
    """Somebody at all doors: what they are answered, by door."""

    def __init__(self, kept: Kept, reader: Reader | None, caller: Reader) -> None:
        self.kept, self.reader, self.caller = kept, reader, caller

    def answers(self) -> dict[str, str]:
        found = {} if self.reader is None else {door: self._page(self.reader, door) for door in _panel(self.kept)}
        return found | {question: self._asked(question) for question in _endpoint(self.kept)}

    def _page(self, reader: Reader, address: str) -> str:
        answer = reader.get(address)
        assert answer.status_code in (200, 302, 404), (address, answer.status_code)
        if "xlsx" in address:
            return _CHANGING.sub("", str(_cells(answer.data))) if answer.status_code == 200 else "none"
        return f"{answer.status_code} {answer.location} {_CHANGING.sub('', answer.text)}"

    def _asked(self, question: str) -> str:
        answer = self.caller.client.post("/graphql", json={"query": question})
        # What is not told of is no field of the schema.
        assert answer.status_code in (200, 400), answer.text
        return json.dumps(answer.json)


def _cells(data: bytes) -> Any:
    return list(load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))


def _differing(kept: Kept, reader: Reader | None, caller: Reader) -> set[str]:
    """The doors whose answers tell that the rows hold something else."""
    doors = Doors(kept, reader, caller)
    kept.hold(FIRST)
    before = doors.answers()
    kept.hold(THEN)
    after = doors.answers()
    return {door for door in before if before[door] != after[door]}


@pytest.fixture
def anonymous(application: Flask, nobody: Reader) -> Reader:
    """Whoever asks the endpoint without a token."""
    return Reader(application.test_client())


@pytest.fixture(autouse=True)
def _places(register: Register, application: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Maps are drawn around the centres of areas, into a folder of the test's own."""
    monkeypatch.setattr(application, "instance_path", str(tmp_path))
    for pcode, (longitude, latitude) in PLACES.items():
        area = register.areas[pcode]
        area.longitude, area.latitude = longitude, latitude
        changes.save(SALMA, area)


TABLES = pytest.mark.parametrize("table", ["organization", "entry"])


@TABLES
def test_every_door_tells_what_is_open(register: Register, visitor: Reader, anonymous: Reader, table: str) -> None:
    kept = _kept(register, table, {})
    every = {*_panel(kept), *_endpoint(kept)}
    assert every - _differing(kept, visitor, anonymous) == set()


@TABLES
@pytest.mark.parametrize("who", ["visitor", "khaled", "nadia", "amin"])
def test_no_door_tells_what_is_personal(
    reader: Readers, register: Register, anonymous: Reader, table: str, who: str
) -> None:
    asking = reader(who)
    kept = _kept(register, table, {"is_personal": True, "is_published": False})
    assert _differing(kept, asking, anonymous) == set()


@TABLES
def test_no_door_of_the_endpoint_tells_what_is_not_published(register: Register, anonymous: Reader, table: str) -> None:
    """Whoever signed in reads it; programs and the public do not."""
    assert _differing(_kept(register, table, {"is_published": False}), None, anonymous) == set()


@pytest.mark.parametrize("who", ["visitor", "khaled"])
def test_no_door_tells_of_a_hidden_register(reader: Readers, register: Register, anonymous: Reader, who: str) -> None:
    asking = reader(who)
    kept = _kept(register, "entry", {}, "OFFICERS")
    assert _differing(kept, asking, anonymous) == set()


@TABLES
def test_no_door_tells_what_is_calculated_of_what_became_hidden(
    register: Register, anonymous: Reader, table: str
) -> None:
    """By force, as a formula over what is hidden is refused."""
    kept = _kept(register, table, {})
    hidden = [one.id for key, one in kept.own.items() if key != "doubled"]
    FieldDefinition.update(is_published=False).where(FieldDefinition.id.in_(hidden)).execute()
    data_stamps.bump(["field_definition"])
    assert _differing(kept, None, anonymous) == set()
