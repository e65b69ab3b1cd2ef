"""The map of coverage: what it tells of every shape, how it is kept, and what stands where there is none."""

import re
from typing import Any

import pytest

from tests.admin.conftest import Reader, Readers
from tests.admin.coverage.conftest import YEAR
from tests.register import Register


@pytest.mark.parametrize("who", ["salma", "visitor"])
def test_the_map_tells_of_every_shape(reader: Readers, covered: Register, who: str) -> None:
    within = covered.areas["YE12"].id
    found: dict[str, Any] = reader(who).get(f"coverage/map.json?within={within}&{YEAR}&on=WSH").get_json()
    name, step, said, address, figure = found[str(covered.areas["YE1210"].id)]
    assert (name, step, figure) == ("Zinjibar", "NO_PRESENCE", "")
    assert "In need: 800" in said
    assert f"within={covered.areas['YE1210'].id}" in address


def test_shapes_are_kept_for_a_year_at_an_address_that_changes_with_them(salma: Reader, covered: Register) -> None:
    page = salma.get(f"coverage/?{YEAR}").text
    address = re.search(r'data-shapes="/admin/([^"]+)"', page)
    assert address is not None
    answer = salma.get(address[1])
    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    stale = salma.get(address[1].split("?")[0] + "?v=stale")
    assert stale.status_code == 302
    assert stale.location.endswith(address[1])
    assert salma.get("coverage/shapes/999999/1.json").status_code == 404
    assert salma.get(f"coverage/shapes/{covered.areas['YE'].id}/99.json?v=x").status_code == 302


def test_a_map_without_scripts_is_a_picture(salma: Reader, covered: Register) -> None:
    page = salma.get(f"coverage/?{YEAR}").text
    assert re.search(r"<noscript><img [^>]*map\.svg", page)
    answer = salma.get(f"coverage/map.svg?{YEAR}")
    assert answer.content_type.startswith("image/svg+xml")
    assert "style=" not in answer.text
    assert "Abyan: 123% of 3,000 targeted" in answer.text
    assert re.findall(r"<text[^>]*>([^<]+)", answer.text) == ["Abyan", "123%"]


def test_a_register_without_centres_has_no_map_and_says_so(salma: Reader, register: Register) -> None:
    register.need("YE1211", "WSH", 10)
    assert "No map can be drawn" in salma.get(f"coverage/?{YEAR}").text
    assert salma.get(f"coverage/map.svg?{YEAR}").status_code == 404
