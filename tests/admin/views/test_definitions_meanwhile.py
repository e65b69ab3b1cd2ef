"""What is defined changes while others work with it: whoever comes late is told, and loses nothing."""

import html
import io
import re
from pathlib import Path
from typing import Any

import pytest

from tansiq.models import Entry, Proposal, TypeDefinition
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.imports.steps import do, last, page
from tests.admin.typed_forms import typed
from tests.definitions import field, name_of, record_type
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.exchange.wells import Wells


def _retire(kind: TypeDefinition) -> None:
    kind.use_state = "RETIRED"
    changes.save(SALMA, kind)


def _told(page: str) -> str:
    return re.sub("[\u2066-\u2069]", "", html.unescape(page))


@pytest.fixture
def members(register: Register) -> tuple[TypeDefinition, str]:
    """Rows of organisations, and what their name is called."""
    kind = record_type("member", owner_table="organization", has_area=False, has_organization=False)
    return kind, name_of(field("named", table="entry", record_type=kind.id))


def test_an_entry_of_a_type_that_was_retired_meanwhile_is_refused_and_shown_again(
    salma: Reader, khaled: Reader, register: Register
) -> None:
    kind, own = record_type("well"), register.organization("NRA").id
    name, new = name_of(field("named", table="entry", record_type=kind.id)), "entry/new/?type=well"
    tokens = {reader: reader.token(new) for reader in (salma, khaled)}
    _retire(kind)
    for reader, token in tokens.items():
        sent = {"csrf_token": token, name: "Well of the market", "organization": own}
        answer = reader.client.post(f"/admin/{new}", data=sent)
        assert answer.status_code == 200
        assert "This record type is not in use: nothing is entered in it." in _told(answer.text)
        assert 'value="Well of the market"' in answer.text
        assert reader.get(new).status_code == 403
    assert (Entry.select().count(), Proposal.select().count()) == (0, 0)


def test_so_is_a_row_of_another_record(salma: Reader, members: tuple[TypeDefinition, str], register: Register) -> None:
    kind, name = members
    new = f"entry/new/?type=member&organization={register.organization('NRA').id}"
    token = salma.token(new)
    _retire(kind)
    answer = salma.client.post(f"/admin/{new}", data={"csrf_token": token, name: "Amina"})
    assert (answer.status_code, 'value="Amina"' in answer.text) == (200, True)
    assert "This record type is not in use" in _told(answer.text)
    assert Entry.select().count() == 0


def test_an_entry_that_is_there_is_still_changed(salma: Reader, register: Register) -> None:
    kind = record_type("well")
    name = name_of(field("named", table="entry", record_type=kind.id))
    row = changes.save(SALMA, Entry(record_type=kind.id, extra={name.removeprefix("extra."): "Old"}))
    edit = f"entry/edit/?id={row.id}"
    token = salma.token(edit)
    _retire(kind)
    sent = {"csrf_token": token, "version": row.version, name: "Mended"}
    assert salma.client.post(f"/admin/{edit}", data=sent).status_code == 302
    assert Entry.get_by_id(row.id).entered(name) == "Mended"


def test_a_sheet_that_waits_in_its_preview_is_refused_and_enters_once_the_type_is_back(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    wells = Wells()
    path = wells.sheet(tmp_path)
    salma.post("imports/new/", "imports/new/", file=(io.BytesIO(path.read_bytes()), path.name), plan="type-wells")
    salma.post("imports/columns/", id=last().id, country="")
    run = last()
    _retire(TypeDefinition.get_by_id(wells.kind.id))
    assert do(salma, run, "enter").status_code == 302
    assert "is no longer there, or no longer yours to see." in _told(page(salma, last()))
    assert wells.held("wellName") == []
    kind = TypeDefinition.get_by_id(wells.kind.id)
    kind.use_state = "ACTIVE"
    changes.save(SALMA, kind)
    do(salma, last(), "enter")
    assert len(wells.held("wellName")) == 3


DEFINITIONS = {
    "fielddefinition": {"label_ar": "سعة الخزان"},
    "typedefinition": {"many_en": "Schools of theirs"},
    "ruledefinition": {"message_en": "It is far too large."},
    "choicelist": {"name_en": "Kinds of pumps"},
    "dashboardtile": {"name_ar": "المنظمات كلها"},
}


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_second_of_two_administrators_is_told(
    salma: Reader, rows: dict[str, Any], register: Register, name: str
) -> None:
    row, [(part, text)] = rows[name], DEFINITIONS[name].items()
    edit, facts = f"{name}/edit/?id={row.id}", {"position": "1", "menu": "register", **typed(name, register)}
    first = salma.post(edit, page=edit, **facts, version=row.version)
    assert first.status_code == 302, re.findall(
        r"<li>.*?</li>", first.text.partition('class="faults"')[2].partition("</ul>")[0]
    )
    late = salma.post(edit, page=edit, **{**facts, part: text}, version=row.version)
    assert late.status_code == 200
    assert "Somebody changed this record meanwhile" in late.text
    assert text in _told(late.text)
    assert text not in type(row).get_by_id(row.id).__data__.values()
