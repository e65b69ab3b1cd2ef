"""Everything wrong with a row that is saved: in its columns, by the rules of its kind, among others, in own fields."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from tansiq.faults import Fault
from tansiq.models import Record
from tansiq.models.extra import number_of
from tansiq.records.extra_values import extra_faults


def all_faults(row: Record, before: Mapping[str, Any], later: Collection[str] = ()) -> list[Fault]:
    """Everything wrong with a row that is saved, alone and among others; `before` are its stored values.

    `later` are columns that are filled after this.
    """
    return _together(row.all_faults(later), further_faults(row, before))


def faults_by_itself(row: Record, before: Mapping[str, Any], later: Collection[str] = ()) -> list[Fault]:
    """The same but for what a row is among others, which whoever saves several rows together asks of all."""
    return _together(row.all_faults(later), list(extra_faults(row, before)))


def _together(found: list[Fault], further: list[Fault]) -> list[Fault]:
    if any(number_of(fault.field) is not None for fault in further):
        # What the fields say each is more than that one of them cannot be kept.
        found = [fault for fault in found if fault.field != "extra"]
    told = {fault.field for fault in found}
    return found + [fault for fault in further if fault.field not in told]


def further_faults(row: Record, before: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with a row that is saved beside its columns: by rules that look at others, and in own fields."""
    if any(isinstance(value, Decimal) and value.is_snan() for value in row.__data__.values()):
        # It may not even be compared with others; its column says that nothing keeps it.
        return list(extra_faults(row, before))
    return [*row.faults_when_saved(before), *extra_faults(row, before)]
