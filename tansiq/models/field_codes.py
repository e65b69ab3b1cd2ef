"""The codes of the lists that fields offer."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from tansiq.models.choice_list import Choice


class Offering(Protocol):
    """What is asked of a field here (tansiq.models.field_definition.FieldDefinition)."""

    @property
    def number(self) -> int: ...

    choice_list_id: int | None


def codes_of(fields: Sequence[Offering], is_offered: bool = False) -> Mapping[int, Sequence[str]]:
    """By number of the field: the codes of its list, retired ones too unless `is_offered`. One statement."""
    lists = {one.number: one.choice_list_id for one in fields if one.choice_list_id}
    found: dict[int, list[str]] = {}
    for choice in Choice.select().where(Choice.choice_list.in_(sorted(set(lists.values())))) if lists else ():
        if choice.is_offered or not is_offered:
            found.setdefault(choice.choice_list_id, []).append(choice.code)
    return {number: found.get(list_id, []) for number, list_id in lists.items()}
