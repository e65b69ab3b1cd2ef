"""A register with something for every section of a report, and how its page and its files are read."""

import re
from datetime import date

import pytest

from tansiq.models import Licence, PlanItemArea
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.worked_cases import enter_worked_cases, free_people

YEAR = "from=2026-01-01&to=2026-12-31"


@pytest.fixture
def told(register: Register) -> Register:
    """Work and need in two districts of Abyan, cases of duplication, a plan, and a licensed association."""
    enter_worked_cases(register)
    free_people(register, 354)
    register.site(register.intervention("NRA"), "YE121121", targeted=1300, reached=1120)
    register.site(register.intervention("ADR", "HEA", status="COMPLETED"), "YE121001", targeted=80, reached=90)
    register.need("YE1211", "WSH", 5100, severity=4, is_published=True)
    item = register.item(register.plan("YE12"), "Wells", item_state="DONE")
    PlanItemArea.create(item=item.id, area=register.areas["YE1211"].id)
    seat = register.organization("BKC", kind="ASSOCIATION", home_area=register.areas["YE1211"].id)
    facts = {"number": "19-44", "authority": "Social affairs", "issued_on": date(2026, 2, 1)}
    changes.save(SALMA, Licence(organization=seat.id, **facts))
    return register


def figures_of(page: str, section: str) -> dict[str, str]:
    """By label: the values that a section of the page tells."""
    [part] = re.findall(rf'<section[^>]* id="{section}".*?</section>', page, re.S)
    found = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", part, re.S)
    return {label: re.sub("<[^>]+>", "", value).strip() for label, value in found}


def lines_of(page: str, section: str, table: str) -> list[list[str]]:
    """The lines of a table of a section: their cells."""
    [part] = re.findall(rf'<section[^>]* id="{section}".*?</section>', page, re.S)
    [body] = re.findall(rf'aria-labelledby="table-{table}">\s*<thead.*?<tbody[^>]*>(.*?)</tbody>', part, re.S)
    rows = re.findall(r"<tr.*?</tr>", body, re.S)
    cells = [re.findall(r"<(?:th|td)[^>]*>(.*?)</(?:th|td)>", row, re.S) for row in rows]
    return [[re.sub("<[^>]+>", "", cell).strip() for cell in row] for row in cells]
