"""A proposed list of answers as its form holds it, alone or with the field that offers it, so that whoever proposed it
can amend it in one form."""

from collections.abc import Iterable, Sequence

from tansiq.models import Choice, ChoiceList, FieldDefinition
from tansiq.proposals.proposal_facts import proposed_row
from tansiq.proposals.steps import Step


def are_of_one_list(steps: Sequence[Step]) -> bool:
    """Whether steps are about the answers of one list, with the field and the list they belong to."""
    others = [step for step in steps if step.model not in (FieldDefinition, ChoiceList, Choice)]
    fields = [step for step in steps if step.model is FieldDefinition]
    return not others and len(fields) <= 1 and len(_list_ids(steps)) == 1


def list_of(steps: Sequence[Step]) -> int:
    """The id of the list that steps are about; below zero where it is new as well."""
    return next(iter(_list_ids(steps)))


def form_step(steps: Sequence[Step]) -> Step | None:
    """The field whose form holds all of these steps, or the list where no field is among them; None where answers
    alone change: their list's form holds them."""
    held = {step.model: step for step in steps}
    return held.get(FieldDefinition) or held.get(ChoiceList)


def proposed_answers(steps: Sequence[Step], stored: Iterable[Choice]) -> list[Choice]:
    """The answers of the list as steps would leave it, in their order; `stored` are those of the register."""
    changed = {step.id: proposed_row(step) for step in steps if step.model is Choice and step.act != "ARCHIVE"}
    found = [changed.pop(int(one.id), one) for one in stored]
    answers = [one for one in [*found, *changed.values()] if isinstance(one, Choice)]
    return sorted(answers, key=lambda one: (one.position, one.id or 0))


def _list_ids(steps: Sequence[Step]) -> set[int]:
    own = {step.id for step in steps if step.model is ChoiceList}
    return own | {_list_id(step) for step in steps if step.model is Choice}


def _list_id(step: Step) -> int:
    pair = step.fields.get("choice_list")
    return int(Choice.get_by_id(step.id).choice_list_id) if pair is None else int(pair[1])
