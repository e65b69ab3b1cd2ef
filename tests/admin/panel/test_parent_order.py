"""Lists in the order of what their rows refer to: short ones and long ones alike, and hidden names told by nothing."""

import re

import pytest

from admin.panel.parent_order import parent_of
from tansiq.models import Intervention, Organization, OverlapDecision
from tests.admin.conftest import Reader
from tests.register import Register

NAMES = {"O1": "Zabid Relief", "O2": "Aden Wells", "O3": "Marib Seeds"}


@pytest.fixture
def works(register: Register) -> Register:
    """Two interventions of each of three organisations, entered in no order of names."""
    for acronym, name in NAMES.items():
        register.organization(acronym, name_en=name, name_ar="")
    for number in range(2):
        for acronym in NAMES:
            register.intervention(acronym, "FSC" if acronym == "O1" else "WSH", title_en=f"{acronym} {number}")
    return register


def _titles(page: str) -> list[str]:
    return re.findall(r'<td role="cell" class="title"[^>]*><div><a[^>]*><bdi>([^<]*)', page)


@pytest.fixture(params=["short", "long"])
def list_length(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of sorting: a list counts as long from its third row on."""
    if request.param == "long":
        monkeypatch.setattr("admin.panel.paging.LONG", 2)


@pytest.mark.usefixtures("list_length")
def test_interventions_follow_the_names_of_their_organisations(salma: Reader, works: Register) -> None:
    by_name = ["O2 0", "O2 1", "O3 0", "O3 1", "O1 0", "O1 1"]
    assert _titles(salma.get("intervention/?sort=organization").text) == by_name
    assert _titles(salma.get("intervention/?sort=organization&desc=1").text) == by_name[::-1]


@pytest.mark.usefixtures("list_length")
def test_interventions_follow_the_names_of_their_sectors(salma: Reader, works: Register) -> None:
    found = _titles(salma.get("intervention/?sort=sector&search=0").text)
    assert found == ["O1 0", "O2 0", "O3 0"]


@pytest.mark.usefixtures("list_length")
def test_pages_hold_each_row_once(salma: Reader, works: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _titles(salma.get("intervention/?sort=organization").text)
    monkeypatch.setattr("admin.views.intervention.InterventionView.page_size", 2)
    for size_of_step in (1, 30):
        monkeypatch.setattr("admin.panel.parent_order.STEPS", size_of_step)
        pages = [_titles(salma.get(f"intervention/?sort=organization&page={page}").text) for page in range(4)]
        assert [title for page in pages for title in page] == whole


@pytest.mark.usefixtures("list_length")
def test_a_hidden_name_cannot_be_found_out_by_sorting(visitor: Reader, works: Register) -> None:
    for acronym in ("O2", "O1"):
        works.organizations[acronym].is_published = False
        works.organizations[acronym].save()
    hidden_as_entered = ["O1 0", "O2 0", "O1 1", "O2 1"]
    found = _titles(visitor.get("intervention/?sort=organization").text)
    assert found == [*hidden_as_entered, "O3 0", "O3 1"]
    assert _titles(visitor.get("intervention/?sort=organization&desc=1").text) == found[::-1]


def test_a_list_is_sorted_by_what_has_names_alone() -> None:
    assert parent_of(Intervention, "organization") is Organization
    assert parent_of(Intervention, "title_en") is None
    assert parent_of(OverlapDecision, "account") is None
