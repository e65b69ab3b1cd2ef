"""Cases of duplication on both sides of the limits of a portal of Abyan; what lies outside is marked (rows_outside)."""

import orjson

from tansiq.models import Arrangement, ArrangementAnswer, ArrangementStep, CaseMessage, Intervention, Organization
from tansiq.records import changes
from tests.api.rows_of_cases import enter_case, enter_document
from tests.people import SALMA
from tests.register import Register

SECRET = "SECRET-HADRAMAWT"


def enter_cases_outside(
    register: Register, works: tuple[Intervention, Intervention], secret: Organization
) -> dict[str, int]:
    """A case of Hadramawt, into which one of Khanfar was joined: the work of Hadramawt takes part in that too, and the
    organisation of there writes, proposes and answers in it; the ids of both."""
    ours, theirs = works
    outside = enter_case(register, [*works], "YE1927", points=9000, settled_as="DUPLICATE", case_state="SETTLED")
    because = [{"intervention": theirs.id, "what": "modality"}]
    khanfar = enter_case(
        register,
        [*works],
        joined_into=outside.id,
        case_state="RETURNED",
        returned_because=orjson.dumps(because).decode(),
    )
    for case, text in ((outside, SECRET), (khanfar, "Let us meet.")):
        message = CaseMessage(case=case.id, organization=secret.id, text=text, author=SECRET)
        changes.save(SALMA, message)
        enter_document(case, secret.id, text)
        facts = {"case": case.id, "organization": secret.id, "lead": theirs.id, "author": SECRET}
        row = changes.save(SALMA, Arrangement(**facts, arrangement_kind="MOVE", note=text))
        away = {"area": register.areas["YE1927"].id, "population_group": None, "starts_on": None, "ends_on": None}
        changes.replace_parts(
            SALMA, row, ArrangementStep, [{"intervention": work.id, **away} for work in (ours, theirs)]
        )
        answer = ArrangementAnswer(arrangement=row.id, organization=secret.id, reply="OBJECT", note=text)
        changes.save(SALMA, answer)
    return {"case": outside.id, "our_case": khanfar.id}
