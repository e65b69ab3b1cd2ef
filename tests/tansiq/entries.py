"""Interventions to be entered, and what they are refused for, for the tests of entering them."""

from datetime import date
from typing import Any

import pytest

from tansiq import intervention_entry
from tansiq.faults import Refused
from tansiq.intervention_entry import Entry
from tansiq.models import Intervention, Sector, Site
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register


def row_of(register: Register, **values: Any) -> Intervention:
    facts = {"organization": register.organization("NRA").id, "sector": register.sectors["WSH"].id}
    return Intervention(**{**facts, "title_en": "Wells", "starts_on": date(2026, 3, 1), **values})


def site_in(register: Register, pcode: str = "YE121121", **values: Any) -> Site:
    return Site(area=register.areas[pcode].id, population_group=register.groups["ALL"].id, **values)


def refused(entry: Entry, viewer: Viewer = SALMA) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        intervention_entry.save(viewer, entry)
    return [(fault.code, fault.field) for fault in refusal.value.faults]


def shown(intervention: Intervention) -> list[int]:
    return [site.number for site in intervention_entry.standing_sites(SALMA, intervention)]


def latrines(register: Register, sector: str) -> Sector:
    part = Sector(code="LAT", parent=register.sectors[sector].id, name_ar="مراحيض", name_en="Latrines")
    return changes.save(SALMA, part)
