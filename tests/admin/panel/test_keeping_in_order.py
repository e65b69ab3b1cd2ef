"""Long lists are narrowed and ordered by what is kept in order; a click has a field kept so."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tansiq.models import Dashboard, Entry, FieldDefinition, HistoryEntry, Proposal
from tansiq.platform import background
from tansiq.records import changes, own_indexes
from tests.admin.conftest import Reader
from tests.admin.typed import a_tile
from tests.definitions import answers, field, name_of, record_type
from tests.people import SALMA
from tests.register import Register


@pytest.fixture(autouse=True)
def long_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list counts as long from its third row on."""
    monkeypatch.setattr("tansiq.records.own_lists.LONG", 2)


@pytest.fixture
def orders(salma: Reader) -> Iterator[list[str]]:
    """The rounds that the worker is asked for, which is away."""
    asked: list[str] = []
    before = background._in_use[0]
    away = dict.fromkeys(own_indexes.JOBS, lambda order, _progress: asked.append(order.job))
    background.use(background.open_queue(background.AT_ONCE, {**before.jobs, **away}))
    yield asked
    background.use(before)


@pytest.fixture
def wells(register: Register) -> FieldDefinition:
    """The depth of wells, of which there are three."""
    kind = record_type("well")
    depth = field("depth", "WHOLE", table="entry", record_type=kind.id, label_en="Depth")
    for value in (30, 10, 20):
        changes.save(SALMA, Entry(record_type=kind.id, extra={str(depth.number): value}))
    return depth


def _page(reader: Reader, query: str) -> str:
    return re.sub("[\u2066-\u2069]", "", html.unescape(reader.get(f"entry/?type=well&{query}").text))


def _depths(page: str) -> list[str]:
    return re.findall(r'data-label="Depth"><div><bdi class="number">(\d+)</bdi>', page)


def _ask(reader: Reader, one: FieldDefinition, query: str = "") -> Any:
    query = query or f"sort={name_of(one)}"
    page = f"entry/?type=well&{query}"
    return reader.post(f"entry/keep-in-order/?type=well&{query}", page=page, field=name_of(one))


def test_a_long_list_says_what_it_leaves_out_and_offers_to_have_it_kept_in_order(
    salma: Reader, nadia: Reader, visitor: Reader, wells: FieldDefinition
) -> None:
    name = name_of(wells)
    for asked in (f"sort={name}", f"{name}-from=15"):
        page = _page(salma, f"{asked}&columns=title+{name}")
        assert "“Depth” is not: the list is shown without it." in page
        assert sorted(_depths(page)) == ["10", "20", "30"]
        assert "does not have any more" not in page
        assert ("Keep “Depth” in order</button>" in page, f'name="{name}-from"' in page) == (True, False)
        assert "Propose to keep “Depth” in order</button>" in _page(nadia, asked)
        told = _page(visitor, asked)
        assert ("Ask the ministry to have it kept in order." in told, "keep-in-order" in told) == (True, False)
    page = _page(salma, f"columns=title+{name}")
    assert "keep-in-order" not in page
    assert page.count(f"sort={name}") == len(("heading", "filters"))


def test_a_click_has_it_kept_in_order_and_the_worker_builds_it(
    salma: Reader, wells: FieldDefinition, orders: list[str]
) -> None:
    name = name_of(wells)
    query = f"sort={name}&columns=title+{name}"
    sent = _ask(salma, wells, query)
    assert (sent.status_code, orders) == (302, ["own_indexes"])
    row = FieldDefinition.get_by_id(wells.id)
    changed = HistoryEntry.get(
        HistoryEntry.record_type == "field_definition", HistoryEntry.record_version == row.version
    )
    assert (row.is_indexed, "is_indexed" in changed.changes) == (True, True)
    page = _page(salma, query)
    assert "“Depth” is being put in order" in page
    assert ("keep-in-order" in page, sent.location.endswith(f"sort={name}")) == (False, True)
    assert own_indexes.keep_indexes() == (1, 0)
    assert _depths(_page(salma, query)) == ["10", "20", "30"]
    assert _depths(_page(salma, f"{query}&{name}-from=15")) == ["20", "30"]


def test_an_officer_proposes_it(nadia: Reader, salma: Reader, wells: FieldDefinition, orders: list[str]) -> None:
    sent = _ask(nadia, wells)
    proposal = Proposal.get()
    assert sent.location.endswith(f"/admin/proposal/details/?id={proposal.id}")
    assert (FieldDefinition.get_by_id(wells.id).is_indexed, orders) == (False, [])
    salma.post("proposal/decide/", id=proposal.id, version=proposal.version, deed="approve")
    assert FieldDefinition.get_by_id(wells.id).is_indexed


def test_at_most_five_fields_are_kept_in_order(salma: Reader, wells: FieldDefinition, orders: list[str]) -> None:
    for number in range(5):
        field(f"other{number}", table="entry", record_type=wells.record_type_id, is_indexed=True)
    told = salma.client.get(_ask(salma, wells).location).text
    assert "At most 5 fields of a record are kept in order for lists." in told
    assert not FieldDefinition.get_by_id(wells.id).is_indexed


def test_what_cannot_be_kept_in_order_is_told_without_a_button(
    salma: Reader, wells: FieldDefinition, orders: list[str]
) -> None:
    listed = answers("DUG", "DRILLED")
    own: dict[str, Any] = {"table": "entry", "record_type": wells.record_type_id}
    uses = field("uses", "CHOICES", choice_list=listed.id, label_en="Uses", **own)
    page = _page(salma, f"{name_of(uses)}=DUG")
    assert ("“Uses” is not: the list is shown without it." in page, "keep-in-order" in page) == (True, False)
    assert _ask(salma, uses).status_code == 404


def test_nobody_asks_for_what_they_may_not(
    khaled: Reader, visitor: Reader, nadia: Reader, wells: FieldDefinition, orders: list[str]
) -> None:
    secret = field("sick", "YES_NO", table="entry", record_type=wells.record_type_id, is_personal=True)
    assert [_ask(reader, wells).status_code for reader in (visitor,)] == [404]
    for reader in (nadia, khaled):
        assert _ask(reader, secret).status_code == 404
        assert "keep-in-order" not in _page(reader, f"sort={name_of(secret)}")
    assert "is not: the list" not in _page(nadia, f"sort={name_of(secret)}")
    token = khaled.client.post("/admin/entry/keep-in-order/?type=well", data={"field": name_of(wells)})
    assert token.status_code == 400
    assert not FieldDefinition.select().where(FieldDefinition.is_indexed).exists()


def test_texts_that_are_kept_in_order_are_found_to_the_letter(salma: Reader, wells: FieldDefinition) -> None:
    own: dict[str, Any] = {"table": "entry", "record_type": wells.record_type_id}
    named = field("named", is_indexed=True, **own)
    for depth, row in enumerate(Entry.select().order_by(Entry.id)):
        row.enter(name_of(named), f"بئر {depth}")
        changes.save(SALMA, row)
    own_indexes.keep_indexes()
    columns = f"columns=title+{name_of(wells)}&{name_of(named)}"
    assert _depths(_page(salma, f"{columns}=بئر 1")) == ["10"]
    assert _depths(_page(salma, f"{columns}=بئر")) == []


def test_a_tile_tells_no_figure_of_what_it_leaves_out(salma: Reader, wells: FieldDefinition) -> None:
    board = changes.save(SALMA, Dashboard(name_en="Wells"))
    of = {"record_table": "entry", "record_type": wells.record_type_id, "tile_kind": "FIGURE", "first_group": ""}
    a_tile(board, **of, filters=f"{name_of(wells)}-from=15")
    shown = re.sub("[\u2066-\u2069]", "", html.unescape(salma.get(f"dashboard/show/?id={board.id}").text))
    assert ("“Depth” is not" in shown, 'class="tile-figure"' in shown) == (True, False)
    wells.is_indexed = True
    changes.save(SALMA, wells)
    own_indexes.keep_indexes()
    assert re.search(r'tile-figure.*?class="number">2<', salma.get(f"dashboard/show/?id={board.id}").text)
