"""The report of an area over GraphQL: the figures of the pages, section by section, as far as a token reaches."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tansiq.area_reports.answer import area_report
from tansiq.area_reports.question import AreaReportQuestion
from tansiq.language.words import speaking
from tansiq.period import Period
from tansiq.policy.viewer import Viewer
from tests.api.portal import Portal, body
from tests.api.portal_clients import enter_client, token_of
from tests.api.schema_client import ENGLISH, ask
from tests.people import portal as portal_of
from tests.register import Register
from tests.statements import told
from tests.worked_cases import enter_worked_cases

PERIOD = 'period: {from: "2026-01-01", to: "2026-12-31"}'
ALL = """{ area { pcode } begins ends sections { key title definition notes
    figures { key label definition unit value }
    tables { key title columns { key label definition unit }
        lines { area { pcode name } sector { code name } label values } } } }"""
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def worked(register: Register) -> Register:
    enter_worked_cases(register)
    register.site(register.intervention("NRA"), "YE121121", targeted=300, reached=120)
    register.need("YE1211", "WSH", 1000, severity=4)
    return register


def _asked(viewer: Viewer, more: str = "", fields: str = ALL, within: str = "YE12") -> Any:
    return ask(f'{{ areaReport(within: "{within}", {PERIOD}{more}) {fields} }}', viewer)["areaReport"]


def _values(answer: Any) -> dict[tuple[str, str], Any]:
    return {(one["key"], told["key"]): told["value"] for one in answer["sections"] for told in one["figures"]}


def test_every_figure_and_line_is_that_of_the_domain(worked: Register) -> None:
    viewer = replace(portal_of(), language="en")
    answer, found = _asked(viewer), area_report(viewer, AreaReportQuestion("YE12", YEAR))
    assert (answer["area"]["pcode"], answer["begins"], answer["ends"]) == ("YE12", "2026-01-01", "2026-12-31")
    assert [one["key"] for one in answer["sections"]] == [one.section.key for one in found.sections]
    assert _values(answer) == {
        (one.section.key, figure.measure.key): None if figure.value is None else float(figure.value)
        for one in found.sections
        for figure in one.content.figures
    }
    for told_section, one in zip(answer["sections"], found.sections, strict=True):
        for told_table, table in zip(told_section["tables"], one.content.tables, strict=True):
            assert [line["values"] for line in told_table["lines"]] == [
                [None if value is None else float(value) for value in line.values] for line in table.lines
            ]
            assert len(told_table["columns"]) == len(table.measures)


def test_lines_say_of_which_area_and_sector_they_are(worked: Register) -> None:
    fields = "{ sections { key tables { key lines { area { pcode } sector { code } label values } } } }"
    answer = _asked(ENGLISH, ', only: ["coverage", "presence"]', fields)
    tables = {(one["key"], table["key"]): table["lines"] for one in answer["sections"] for table in one["tables"]}
    [gap] = tables["coverage", "gaps"]
    assert (gap["area"], gap["sector"], gap["label"]) == ({"pcode": "YE1211"}, {"code": "WSH"}, "")
    assert gap["values"] == [4.0, 1000.0, 300.0, 120.0, 880.0, 180.0]
    assert [line["label"] for line in tables["presence", "by_kind"]] == ["National NGO"]


def test_words_are_in_the_language_of_the_request_or_of_the_field(register: Register) -> None:
    fields = "{ sections { title figures { label english: label(language: EN) definition unit } } }"
    arabic = _asked(portal_of(), ', only: ["coverage"]', fields)["sections"][0]
    english = _asked(ENGLISH, ', only: ["coverage"]', fields)["sections"][0]
    assert (arabic["title"], english["title"]) == ("التغطية والفجوات", "Coverage and gaps")
    assert arabic["figures"][0]["english"] == english["figures"][0]["label"] == "People in need"
    assert arabic["figures"][0]["label"] != english["figures"][0]["label"]
    assert english["figures"][0]["unit"] == "PEOPLE"


def test_sections_whose_scope_a_token_lacks_are_left_out(worked: Register) -> None:
    keys = [one["key"] for one in _asked(portal_of(scopes=("coverage:read", "plans:read")))["sections"]]
    assert keys == ["presence", "coverage", "plans"]
    assert [one["key"] for one in _asked(ENGLISH)["sections"]] == ["presence", "coverage", "plans", "third_sector"]


def test_a_token_is_told_of_what_lies_within_its_limits(worked: Register) -> None:
    elsewhere = portal_of(worked.areas["YE19"].id)
    told_there = _values(_asked(elsewhere, within="YE"))
    assert told_there["presence", "organizations"] == 0
    assert told_there["coverage", "in_need"] is None
    theirs = portal_of(organization_ids=(worked.organization("ADR").id,))
    assert _values(_asked(theirs))["coverage", "reached"] is None


def test_what_cannot_be_asked_is_refused_with_its_field(portal: Portal, register: Register) -> None:
    portal.headers |= token_of(enter_client())
    refused = {
        f'within: "YE99", {PERIOD}': ("NOT_FOUND", "within"),
        f'within: "YE1211", level: GOVERNORATE, {PERIOD}': ("LEVEL_ABOVE_AREA", "level"),
        f'within: "YE12", level: SETTLEMENT, {PERIOD}': ("OUT_OF_RANGE", "level"),
        f'within: "YE12", only: ["weather"], {PERIOD}': ("UNKNOWN_CODE", "only"),
        'within: "YE12", period: {from: "2026-02-01", to: "2026-01-01"}': ("DATES_REVERSED", "period"),
    }
    for asked, (code, field) in refused.items():
        [error] = body(portal.ask(f"{{ areaReport({asked}) {{ begins }} }}"))["errors"]
        assert (error["extensions"]["code"], error["extensions"]["field"]) == (code, field)


def test_a_whole_answer_may_be_asked_for_and_asks_no_more_statements_for_more_lines(worked: Register) -> None:
    viewer = portal_of()
    _asked(viewer)
    with told() as few:
        _asked(viewer, fields=ALL)
    for pcode in ("YE121122", "YE121001"):
        for sector in ("WSH", "FSC", "HEA"):
            worked.site(worked.intervention("ADR", sector), pcode, targeted=10)
    _asked(viewer)
    with told() as many:
        _asked(viewer, fields=ALL)
    assert len(many) <= len(few)


def test_it_is_answered_over_http_with_a_limit_that_an_ordinary_portal_has(portal: Portal, worked: Register) -> None:
    with speaking("en"):
        answer = portal.data(f'{{ areaReport(within: "YE12", {PERIOD}) {ALL} }}')["areaReport"]
    assert answer["area"] == {"pcode": "YE12"}
