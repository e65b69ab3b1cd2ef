"""What belongs to a case is seen with it: found by its key where nearly all are seen, as a list where few are."""

from typing import Any

import pytest

from tansiq.language.vocabulary import SCOPES
from tansiq.models import (
    Arrangement,
    ArrangementAnswer,
    ArrangementStep,
    CaseDocument,
    CaseMember,
    CaseMessage,
    OverlapCase,
)
from tansiq.platform.database import db, is_postgres
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes
from tests.api.rows_of_cases import enter_arrangement, enter_case, enter_messages
from tests.people import SALMA, partner, portal
from tests.register import Register

PARTS: dict[Any, Any] = {
    CaseMember: CaseMember.case,
    CaseMessage: CaseMessage.case,
    CaseDocument: CaseDocument.case,
    Arrangement: Arrangement.case,
}
OF_ARRANGEMENTS: dict[Any, Any] = {
    ArrangementStep: ArrangementStep.arrangement,
    ArrangementAnswer: ArrangementAnswer.arrangement,
}


@pytest.fixture
def several(register: Register) -> Register:
    """A case of Abyan, one of Hadramawt and an archived one, each with all that there may be of one."""
    works = [register.intervention(acronym) for acronym in ("NRA", "ADR", "BKC")]
    parties = (register.organization("NRA"), register.organization("ADR"))
    for pcode in ("YE121121", "YE1927", "YE1210"):
        case = enter_case(register, works if pcode != "YE1927" else works[:1], pcode)
        enter_messages(case, parties)
        enter_arrangement(register, case, works, parties)
    changes.archive(SALMA, case)
    return register


def _viewers(register: Register) -> dict[str, Viewer]:
    ids = {name: register.organization(name).id for name in ("NRA", "BKC")}
    return {
        "portal": portal(),
        "portal of an area": portal(register.areas["YE12"].id),
        "portal of an organisation": portal(organization_ids=(ids["BKC"],)),
        "portal of both": portal(register.areas["YE19"].id, organization_ids=(ids["NRA"],)),
        "portal without the scope": portal(scopes=tuple(set(SCOPES.codes) - {"duplication:read"})),
        "partner": partner("Huda", ids["BKC"]),
        "ministry": SALMA,
    }


def test_a_part_is_seen_where_its_case_is(several: Register) -> None:
    for who, viewer in _viewers(several).items():
        cases = {row.id for row in visible(OverlapCase, viewer)}
        for model, key in PARTS.items():
            found = {row.id for row in visible(model, viewer)}
            standing = [row for row in model if viewer is SALMA or getattr(row, "archived_at", None) is None]
            assert found == {row.id for row in standing if row.__data__[key.name] in cases}, (who, model)
        seen = {row.id for row in visible(Arrangement, viewer)}
        for model, key in OF_ARRANGEMENTS.items():
            found = {row.id for row in visible(model, viewer)}
            assert found == {row.id for row in model if row.__data__[key.name] in seen}, (who, model)
    assert [len(visible(OverlapCase, one)) for one in _viewers(several).values()] == [2, 1, 1, 1, 0, 2, 3]


def test_the_parts_of_one_case_are_found_without_a_list_of_all_cases(several: Register) -> None:
    if is_postgres():
        pytest.skip("PostgreSQL chooses by itself what it makes a list of.")
    case = OverlapCase.get()
    for viewer in (portal(), portal(several.areas["YE12"].id)):
        for model, key in (PARTS | OF_ARRANGEMENTS).items():
            query, given = visible(model, viewer).where(key == case.id).sql()
            plan = [row[3] for row in db.execute_sql(f"EXPLAIN QUERY PLAN {query}", given).fetchall()]
            assert not [line for line in plan if line.startswith("SCAN") and "closure" not in line], plan
