"""Cases of duplication with all that is written and arranged in them, for each kind of row one that few may see."""

from datetime import UTC, date, datetime
from typing import Any

import orjson

from tansiq.models import (
    Arrangement,
    ArrangementAnswer,
    ArrangementStep,
    CaseDocument,
    CaseMember,
    CaseMessage,
    Intervention,
    Organization,
    OverlapCase,
)
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register

MOMENT = datetime(2026, 3, 5, 8, 30, tzinfo=UTC).replace(tzinfo=None)


def enter_case(register: Register, works: list[Intervention], pcode: str = "YE121121", **values: Any) -> OverlapCase:
    """A case of water in an area in which these interventions take part, as the program keeps it."""
    facts: dict[str, Any] = {
        "area": register.areas[pcode].id,
        "sector": register.sectors["WSH"].id,
        "points": 4500,
        "overlaps_from": date(2026, 3, 1),
        "overlaps_to": date(2026, 3, 31),
        "opened_on": date(2026, 3, 2),
        "organization_count": len({work.organization_id for work in works}),
        "intervention_count": len(works),
    }
    case = changes.save(SALMA, OverlapCase(**(facts | values)))
    for work in works:
        CaseMember.create(case=case.id, intervention=work.id)
    return case


def enter_cases(register: Register, shown: Organization, hidden: Organization) -> None:
    """Two cases of the same place, one that returned and one that was joined into it, with interventions of both
    organisations and one that is not published, messages of both, and arrangements."""
    query = Intervention.select().where(Intervention.sector == register.sectors["WSH"].id)
    works = list(query.order_by(Intervention.id))
    changed = [{"intervention": work.id, "what": "modality"} for work in works]
    case = enter_case(
        register, works, case_state="RETURNED", due_on=date(2026, 4, 1), returned_because=orjson.dumps(changed).decode()
    )
    left = (CaseMember.case == case.id) & (CaseMember.intervention == works[1].id)
    CaseMember.update(left_on=date(2026, 3, 4)).where(left).execute()
    joined = enter_case(
        register, works[:2], "YE1210", ended_on=date(2026, 3, 9), end_kind="JOINED", joined_into=case.id, points=3000
    )
    settled: dict[str, Any] = {"case_state": "SETTLED", "settled_as": "COMPLEMENTARY", "settled_on": date(2026, 3, 3)}
    enter_case(register, works[2:4], overlaps_to=None, **settled)
    for one in (case, joined):
        enter_messages(one, (shown, hidden))
        enter_arrangement(register, one, works, (shown, hidden))
    changes.archive(SALMA, enter_case(register, works))


def enter_messages(case: OverlapCase, organizations: tuple[Organization, ...]) -> None:
    """One of each organisation, one of an officer, and one that was archived; the same of documents."""
    for organization_id in (*(each.id for each in organizations), None):
        facts = {"case": case.id, "organization": organization_id, "written_at": MOMENT}
        row = changes.save(SALMA, CaseMessage(**facts, text="We meet on Monday.", author="SECRET"))
        document = enter_document(case, organization_id, "Places")
    changes.archive(SALMA, document)
    changes.archive(SALMA, changes.save(SALMA, CaseMessage(case=case.id, text="Mistaken", author="SECRET")))
    assert row.id


def enter_document(case: OverlapCase, organization_id: int | None, title: str) -> CaseDocument:
    """A document of which nobody is told where its file is."""
    facts = {"file_name": f"{title}.pdf", "media_type": "application/pdf", "size": 1, "sha256": "SECRET"}
    stored = f"SECRET{CaseDocument.select().count()}"
    row = CaseDocument(case=case.id, organization=organization_id, title=title, stored=stored, **facts)
    return changes.save(SALMA, row)


def enter_arrangement(
    register: Register, case: OverlapCase, works: list[Intervention], organizations: tuple[Organization, ...]
) -> None:
    """One by an organisation with steps and answers, one by an officer without any."""
    shown, hidden = organizations
    facts: dict[str, Any] = {"case": case.id, "author": "SECRET", "answer_by": date(2026, 4, 1)}
    row = changes.save(
        SALMA, Arrangement(**facts, arrangement_kind="MOVE", organization=hidden.id, lead=works[0].id, note="Moves")
    )
    stays = dict.fromkeys(("area", "population_group", "starts_on", "ends_on"))
    steps: list[dict[str, Any]] = [
        {"intervention": works[0].id, "area": register.areas["YE121122"].id},
        {"intervention": works[1].id, "area": register.areas["YE1210"].id, "starts_on": date(2026, 5, 1)},
        {"intervention": works[2].id, "population_group": register.groups["IDP"].id},
    ]
    changes.replace_parts(SALMA, row, ArrangementStep, [stays | step for step in steps])
    for organization, reply in ((shown, "AGREE"), (hidden, "OBJECT")):
        answer = {"arrangement": row.id, "organization": organization.id, "reply": reply, "answered_at": MOMENT}
        changes.save(SALMA, ArrangementAnswer(**answer, note="So be it"))
    changes.save(SALMA, Arrangement(**facts, arrangement_kind="COMPLEMENTARY"))
