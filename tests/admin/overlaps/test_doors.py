"""Overlaps before those who may not decide, strangers, forged addresses and names that are scripts."""

from collections.abc import Iterator

import pytest

from tansiq.models import Intervention
from tests.admin.conftest import Reader
from tests.admin.overlaps.pairs import MARCH, count_pairs, work
from tests.register import Register


def _hidden(register: Register) -> Iterator[Intervention]:
    for acronym in ("HID", "DEN"):
        yield work(register, acronym, "YE1927", is_published=False)


def test_a_visitor_reads_what_is_published_and_decides_nothing(
    visitor: Reader, register: Register, pair: tuple[Intervention, ...]
) -> None:
    hidden, _other = _hidden(register)
    page = visitor.get(f"overlaps/pairs/?{MARCH}&settled=yes").text
    assert count_pairs(page) == 1
    assert "HID" not in page
    for text in ("Decide on this pair", "Include decided ones", "Decisions taken"):
        assert text not in page
    assert "Al Mukalla" not in visitor.get(f"overlaps/?{MARCH}").text
    assert visitor.get(f"overlaps/pair/?first={pair[0].id}&second={hidden.id}").status_code == 404
    assert "HID" not in visitor.get(f"overlaps/export/csv/?{MARCH}").text
    assert "HID" not in visitor.get("overlaps/new/").text


@pytest.mark.parametrize("address", ["", "pairs/", "new/", "pair/?first=1&second=2", "export/csv/", "decisions/"])
def test_nobody_reads_without_signing_in(nobody: Reader, address: str) -> None:
    answer = nobody.get(f"overlaps/{address}")
    assert answer.status_code == 302
    assert "/admin/sign-in" in answer.headers["Location"]


def test_names_are_shown_as_they_are_and_run_nothing(salma: Reader, register: Register) -> None:
    work(register, "NRA", title_en="<script>alert(1)</script>"), work(register, "ADR")
    page = salma.get(f"overlaps/pairs/?{MARCH}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "ids", ["", "first=1", "first=x&second=y", "first={0}&second={0}", "first={0}&second=99999999"]
)
def test_forged_ids_lead_nowhere(salma: Reader, pair: tuple[Intervention, ...], ids: str) -> None:
    assert salma.get(f"overlaps/pair/?{ids.format(pair[0].id)}").status_code == 404
