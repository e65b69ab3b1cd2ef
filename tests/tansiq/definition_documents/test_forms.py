"""Forms are carried from one server to another as other record types are, with how figures are put together."""

from tansiq.definition_documents.collecting import collect
from tansiq.definition_documents.document import read_document, written
from tansiq.definition_documents.taking_over import take_over
from tansiq.models import ChoiceList, FieldDefinition, RuleDefinition, TypeDefinition
from tansiq.models.definitions import ENTRY, known
from tests.definitions import answers, form, item
from tests.people import SALMA
from tests.register import Register


def _form() -> bytes:
    served = form("served", closes_days=None, approval_levels=1)
    people = item(served, "people", position=1)
    item(served, "hours", "NUMBER", position=2, over_areas="AVERAGE", weight_number=people.number)
    both = {"breakdown": answers("DRY", "WET").id, "second_breakdown": answers("DAY", "NIGHT").id}
    item(served, "waste", "NUMBER", position=3, **both)
    return written(collect(["served"]))


def _remove_all() -> None:
    """As on another server, whose numbers go on from where they are."""
    for row in FieldDefinition.select():
        row.archived_at, row.use_state, row.key = row.created_at, "DRAFT", f"gone{row.id}"
        row.save()
    RuleDefinition.update(archived_at=RuleDefinition.created_at).execute()
    TypeDefinition.update(archived_at=TypeDefinition.created_at, key=TypeDefinition.key + "Gone").execute()
    ChoiceList.update(archived_at=ChoiceList.created_at).execute()


def test_what_one_server_reports_another_one_reports_alike(register: Register) -> None:
    document = _form()
    _remove_all()
    assert {one.outcome for one in take_over(SALMA, read_document(document))} == {"NEW"}
    [made] = known().forms_in_use()
    assert (made.period_type, made.due_days, made.closes_days, made.approval_levels) == ("QUARTER", 10, None, 1)
    people, hours, waste = (one for one in known().of((ENTRY, made.id)))
    assert (hours.over_areas, hours.weight_number, people.over_time) == ("AVERAGE", people.number, "SUM")
    choices = known().choices
    assert [list(choices[number or 0]) for number in (waste.breakdown_id, waste.second_breakdown_id)] == [
        ["DRY", "WET"],
        ["DAY", "NIGHT"],
    ]


def test_taken_over_once_more_a_form_is_the_same(register: Register) -> None:
    document = _form()
    assert {one.outcome for one in take_over(SALMA, read_document(document))} == {"SAME"}
    assert written(collect(["served"])) == document
