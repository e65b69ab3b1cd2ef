"""The history on the page of a record: by days, filtered by a field, in pages."""

import re

import pytest

from tansiq.records import changes, undoing
from tests.admin.conftest import Reader
from tests.admin.panel.test_details import page_of, section
from tests.people import SALMA
from tests.register import Register


def test_history_is_told_by_days_filtered_by_field_and_paged(
    salma: Reader, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.panel.details.AT_ONCE", 3)
    row = register.intervention("NRA")
    for number in range(5):
        row.remarks = f"remark {number}"
        changes.save(SALMA, row)
    row.status = "COMPLETED"
    changes.save(SALMA, row)
    newest = section(page_of(salma, row), "history")
    assert newest.count('<p class="act">') == 3
    older = re.search(r"before=(\d+)", newest)
    assert older is not None
    rest = section(page_of(salma, row, before=older[1]), "history")
    assert "remark 2" in rest
    assert "Completed" not in rest
    alone = section(page_of(salma, row, field="status"), "history")
    assert alone.count('<p class="act">') == 2
    assert "remark 4" not in alone


@pytest.mark.parametrize(
    "query", ["before=abc", "before=-1", "before=99999999999999999999", "field=nothing", "field='\"%"]
)
def test_nonsense_in_the_address_counts_as_not_given(salma: Reader, register: Register, query: str) -> None:
    row = register.intervention("NRA")
    answer = salma.get(f"intervention/details/?id={row.id}&{query}")
    assert answer.status_code == 200


def test_a_filter_that_finds_nothing_says_so(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA")
    assert "Nothing of this is in the history." in page_of(salma, row, field="partnership")


def test_an_entry_of_a_batch_names_it_and_leads_to_it(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA")
    batch = undoing.begin_batch(SALMA, "IMPORT", "5w-abyan.xlsx")
    row.remarks = "imported"
    changes.save(SALMA.within(batch.id), row)
    told_of = section(page_of(salma, row), "history")
    assert f'href="/admin/history/?batch={batch.id}"' in told_of
    assert "5w-abyan.xlsx" in told_of
