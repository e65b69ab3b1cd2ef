"""Cases that tests enter, as the program would keep them: who overlaps in one place."""

from typing import Any

from tansiq.models import CaseMember, Intervention, OverlapCase
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register


def work(register: Register, acronym: str, pcode: str = "YE121121", **values: Any) -> Intervention:
    """An intervention of an organisation at one site, for 1,000 people unless said otherwise."""
    people = {"targeted": 1_000} | {name: values.pop(name) for name in ("targeted", "reached") if name in values}
    row = register.intervention(acronym, **values)
    register.site(row, pcode, **people)
    return row


def enter_case(register: Register, *works: Intervention, pcode: str = "YE121121", **values: Any) -> OverlapCase:
    """A case of some interventions in one place."""
    facts: dict[str, Any] = {
        "area": register.areas[pcode].id,
        "sector": works[0].sector_id,
        "points": 9_000,
        "overlaps_from": works[0].starts_on,
        "overlaps_to": works[0].ends_on,
        "organization_count": len({row.organization_id for row in works}),
        "intervention_count": len(works),
    }
    case = changes.save(SALMA, OverlapCase(**(facts | values)))
    for row in works:
        CaseMember.create(case=case.id, intervention=row.id)
    return case


def stored(case: OverlapCase) -> OverlapCase:
    """The case as it is now."""
    return OverlapCase.get_by_id(case.id)
