"""Documents of cases over GraphQL: that they are there, never what is in them or where they are kept."""

from tansiq.models import OverlapCase
from tests.api.rows_of_cases import enter_document
from tests.api.schema_client import ask
from tests.people import portal as portal_of
from tests.register import Register
from tests.worked_cases import enter_worked_cases

FIELDS = "id title fileName mediaType size organization { acronym } isByOfficer addedAt"


def test_a_case_tells_that_its_documents_are_there(register: Register) -> None:
    enter_worked_cases(register)
    case = OverlapCase.get(OverlapCase.case_state == "SETTLED")
    shown, hidden = register.organization("NRA"), register.organization("HID", is_published=False)
    rows = [enter_document(case, owner, "Places") for owner in (shown.id, hidden.id, None)]
    told = ask(f"{{ overlapCase(id: {case.id}) {{ documents {{ {FIELDS} }} }} }}", portal_of())["overlapCase"]
    assert [int(one["id"]) for one in told["documents"]] == [row.id for row in rows]
    by = [(one["organization"], one["isByOfficer"]) for one in told["documents"]]
    assert by == [({"acronym": "NRA"}, False), (None, False), (None, True)]
    first = told["documents"][0]
    assert [first[name] for name in ("title", "fileName", "mediaType", "size")] == [
        "Places",
        "Places.pdf",
        "application/pdf",
        1,
    ]
    assert "SECRET" not in str(told)
