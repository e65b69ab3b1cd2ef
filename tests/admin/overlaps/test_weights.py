"""The page of the weights: who reads and changes them, what a change would do is shown before, and undone after."""

import re
from html import unescape
from typing import Any

import pytest

from tansiq.duplication.weights import USUAL, in_use
from tansiq.models import Batch, Intervention, OverlapWeights
from tests.admin.conftest import Reader
from tests.register import Register

PAGE = "overlaps/weights/"
USUAL_FORM: dict[str, Any] = {
    "settlement": 100, "subdistrict": 80, "district": 50, "governorate": 20, "country": 5,
    "activity": 10, "population_group": 6, "modality": 4, "opens_case": 25, "clear": 25, "strong": 50,
    "note": "", "year": 2026, "version": 0,
}  # fmt: skip


def _post(reader: Reader, do: str, **changed: Any) -> Any:
    return reader.post(PAGE, page=PAGE, **{**USUAL_FORM, **changed, "do": do})


def _rows(page: str) -> list[list[str]]:
    """The table of what would change: of each strength the pairs now and then, the cases now and then."""
    table = page.split("Pairs and cases, now and then")[1].split("</table>", maxsplit=1)[0]
    rows = [re.findall(r'<bdi class="number">(\d+)', row) for row in table.split("<tr")]
    return [row for row in rows if row]


def test_it_shows_what_would_change_and_saves_nothing(
    salma: Reader, register: Register, pair: tuple[Intervention, ...]
) -> None:
    district = register.areas["YE1211"].id
    page = _post(salma, "show", within=district, district=100, subdistrict=100).text
    assert _rows(page)[:2] == [["0", "1", "0", "0"], ["1", "0", "0", "0"]]
    assert "None would come." in page
    page = unescape(_post(salma, "show", within=district, district=40).text)
    left = page.split("Pairs that would leave the list:")[1]
    assert f"first={pair[0].id}&second={pair[1].id}" in left
    assert "Both work in" in left
    assert (OverlapWeights.select().count(), in_use()) == (0, USUAL)


def test_saved_weights_hold_at_once_and_the_deed_can_be_taken_back(
    salma: Reader, register: Register, pair: tuple[Intervention, ...]
) -> None:
    answer = _post(salma, "save", district=60, note="Districts are small here.")
    assert answer.status_code == 302
    assert in_use().place == (5, 20, 60, 80, 100)
    page = salma.get(PAGE).text
    assert "Saved. Lists follow at once" in page
    assert "Districts are small here." in page
    assert 'id="history"' in page
    salma.post("batches/undo/", page=PAGE, id=Batch.get().id)
    assert in_use() == USUAL
    assert _post(salma, "save", district=55, note="Not so small.").status_code == 302
    assert in_use().place == (5, 20, 55, 80, 100)


def test_all_that_is_wrong_is_told_at_once_and_what_was_typed_stays(salma: Reader) -> None:
    page = unescape(
        _post(salma, "save", settlement="many", district=90, activity=12, clear=60, opens_case=0, year="99999").text
    )
    for text in (
        "“many” is not a whole number.", "A larger place may not weigh more than a smaller one.",
        "add up to 20 together, not to 22.", "A strong overlap begins above a clear one.",
        "Enter a whole number from 1 to 100.", 'value="many"', 'value="90"', 'id="note-wrong"',
    ):  # fmt: skip
        assert text in page, text
    assert not OverlapWeights.select().exists()


@pytest.mark.parametrize("typed", [{"year": "12"}, {"year": "x"}, {"within": "x"}, {"district": ""}, {"clear": "101"}])
def test_a_wrong_question_is_told_and_not_answered(salma: Reader, typed: dict[str, str]) -> None:
    answer = _post(salma, "show", **typed)
    assert answer.status_code == 200
    assert 'class="faults"' in answer.text
    assert "Pairs and cases, now and then" not in answer.text


def test_a_place_that_holds_too_much_is_refused(
    salma: Reader, register: Register, pair: tuple[Intervention, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tansiq.duplication.question_size.MOST_SITES", 1)
    assert "choose a smaller area" in _post(salma, "show", within=register.areas["YE1211"].id).text


def test_who_saves_after_somebody_else_is_told_and_keeps_what_they_typed(salma: Reader) -> None:
    assert _post(salma, "save", district=60, note="First.").status_code == 302
    page = _post(salma, "save", district=70, note="Second.").text
    assert "Somebody else has changed the weights meanwhile." in page
    assert "Second." in page
    assert in_use().place[2] == 60


def test_officers_read_and_change_nothing(nadia: Reader, salma: Reader) -> None:
    page = nadia.get(PAGE).text
    assert "Administrators change them." in page
    assert 'name="district"' not in page
    assert _post(nadia, "save", district=60, note="Mine.").status_code == 403
    assert _post(nadia, "show").status_code == 403
    assert in_use() == USUAL


def test_visitors_have_no_such_page(visitor: Reader, nobody: Reader) -> None:
    assert visitor.get(PAGE).status_code == 403
    assert nobody.get(PAGE).status_code == 302
    assert "overlaps/weights" not in visitor.get("overlaps/").text


def test_the_page_of_overlaps_leads_there(salma: Reader, register: Register) -> None:
    assert "/admin/overlaps/weights/" in salma.get("overlaps/").text
