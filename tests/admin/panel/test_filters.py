"""Filtering by choices: publication, sites, kinds."""

import pytest

from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.panel.test_list_state import _titles
from tests.people import SALMA
from tests.register import Register


@pytest.fixture
def several(register: Register) -> Register:
    register.site(register.intervention("NRA", title_en="Sited"))
    emptied = register.intervention("NRA", title_en="Emptied")
    changes.archive(SALMA, register.site(emptied))
    register.intervention("ADR", title_en="Draft", is_published=False)
    return register


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ("attention=no_sites", ["Draft", "Emptied"]),
        ("published=no", ["Draft"]),
        ("published=yes", ["Emptied", "Sited"]),
        ("published=yes&attention=no_sites", ["Emptied"]),
    ],
)
def test_interventions_by_their_sites_and_publication(
    salma: Reader, several: Register, narrowed: str, found: list[str]
) -> None:
    assert _titles(salma.get(f"intervention/?{narrowed}").text) == found


def test_needs_are_narrowed_by_severity_and_group(salma: Reader, several: Register) -> None:
    several.need("YE1211", "WSH", 900, severity=4)
    several.need("YE1927", "WSH", 100, severity=2)
    assert "Khanfar" in salma.get("need/?severity=4").text
    assert "Mukalla" not in salma.get("need/?severity=4").text
    everybody = several.groups["ALL"].id
    assert len(_titles(salma.get(f"need/?population_group={everybody}").text)) == 2
