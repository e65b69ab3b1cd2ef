"""From the list of a register to its workbooks, for those alone who may send them."""

import html
import re

from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import field, record_type
from tests.people import SALMA
from tests.register import Register


def _sheets(reader: Reader) -> list[str]:
    page = reader.get("entry/?type=well").text.partition('class="sheets"')[2].partition("</nav>")[0]
    return [html.unescape(address) for address in re.findall(r'href="/admin/([^"]+)"', page)]


def test_the_list_leads_to_sending_a_workbook_and_to_an_empty_and_a_filled_one(
    salma: Reader, register: Register
) -> None:
    kind = record_type("well")
    field("depth", "WHOLE", table="entry", record_type=kind.id)
    new, template, filled = _sheets(salma)
    assert (new, filled) == ("imports/new/?plan=type-well", "imports/entries/?type=type-well")
    assert template == "imports/template/en/?type=type-well"
    assert '<option value="type-well" selected>' in salma.get(new).text
    for address in (template, filled):
        assert salma.get(address).data[:2] == b"PK"


def test_whoever_may_enter_nothing_is_offered_none(
    nadia: Reader, khaled: Reader, amin: Reader, visitor: Reader, register: Register
) -> None:
    record_type("well", "SIGNED_IN")
    assert [bool(_sheets(reader)) for reader in (nadia, khaled, amin, visitor)] == [True, True, False, False]


def test_a_type_that_takes_nothing_new_offers_none(salma: Reader, register: Register) -> None:
    kind = record_type("well")
    kind.use_state = "RETIRED"
    changes.save(SALMA, kind)
    assert salma.get("entry/?type=well").status_code == 200
    assert _sheets(salma) == []
