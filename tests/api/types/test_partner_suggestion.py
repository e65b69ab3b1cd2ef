"""Suggested partners over GraphQL: ranked, with why in both languages, by the scopes of the portal."""

from typing import Any

import pytest

from tansiq.models import PlanItem
from tansiq.records import changes
from tests.api.all_questions import answered
from tests.api.schema_client import ask
from tests.called import wells
from tests.people import SALMA, portal
from tests.register import Register

QUESTION = """query ($item: ID!) { suggestPartners(item: $item, first: 10) {
  organization { name(language: EN) acronym } score reasons(language: EN) arabic: reasons(language: AR)
  values contributions } }"""
LEFT_OUT = "query ($item: ID!) { partnersLeftOut(item: $item) { candidateCount leftOutCount } }"


@pytest.fixture
def item(register: Register) -> PlanItem:
    """NRA digs wells in the place, ADR around it, BKC was archived."""
    for acronym, pcode in (("NRA", "YE121121"), ("ADR", "YE121122"), ("BKC", "YE121121")):
        register.site(register.intervention(acronym), pcode)
    changes.archive(SALMA, register.organization("BKC"))
    return wells(register)


def _told(item: PlanItem, viewer: Any) -> Any:
    return ask(QUESTION, viewer, {"item": item.id})["suggestPartners"]


def test_they_are_ranked_with_why_in_both_languages(item: PlanItem) -> None:
    first, second = _told(item, portal())
    assert (first["organization"]["acronym"], second["organization"]["acronym"]) == ("NRA", "ADR")
    assert first["score"] > second["score"] > 0
    assert first["reasons"][0] == "At work in the area of the item: 1 site"
    assert first["arabic"][0] == "تعمل في منطقة البند: موقع واحد"
    assert first["values"][:2] == [1.0, 1.0]
    assert first["values"][3] is None
    assert sum(first["contributions"]) == pytest.approx(first["score"], abs=0.001)


def test_those_left_out_are_counted_as_far_as_they_are_seen(item: PlanItem) -> None:
    assert ask(LEFT_OUT, SALMA, {"item": item.id})["partnersLeftOut"] == {"candidateCount": 2, "leftOutCount": 1}
    assert ask(LEFT_OUT, portal(), {"item": item.id})["partnersLeftOut"] == {"candidateCount": 2, "leftOutCount": 0}


@pytest.mark.parametrize(
    ("scopes", "lacking"), [(("registry:read",), "plans:read"), (("plans:read",), "registry:read")]
)
def test_both_scopes_are_needed(item: PlanItem, scopes: tuple[str, ...], lacking: str) -> None:
    for question in (
        f"suggestPartners(item: {item.id}) {{ score }}",
        f"partnersLeftOut(item: {item.id}) {{ leftOutCount }}",
    ):
        [error] = answered(f"{{ {question} }}", portal(scopes=scopes))["errors"]
        assert (error["extensions"]["code"], error["extensions"]["scope"]) == ("SCOPE_MISSING", lacking)


def test_an_item_that_is_not_there_is_named_as_an_argument(register: Register) -> None:
    [error] = answered("{ suggestPartners(item: 77) { score } }", portal())["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("NOT_FOUND", "item")
