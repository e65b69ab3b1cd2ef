"""What a form has to say, a record type that is filled for periods, and its items, which are its fields."""

from collections.abc import Iterator, Sequence
from typing import Any

from peewee import fn

from tansiq.faults import Fault
from tansiq.language.field_vocabulary import FILES, HOLDING_NOTHING
from tansiq.language.form_vocabulary import PERIOD_TYPES
from tansiq.language.plan_vocabulary import WAYS_TOGETHER
from tansiq.language.words import say
from tansiq.models.choice_list import Choice

_OF_ENTRIES = ("has_area", "has_organization", "has_point", "owner_table")
"""What entries have: a report lies where its unit does."""
DAYS = ("opens_days", "due_days", "closes_days")
_NEEDED = ("opens_days", "due_days", "approval_levels", "reported_from")
MOST_ITEMS = 200
MOST_CELLS = 400
"""How many items a form has, and how many cells: an item that is broken down has one for each answer."""
FORM_COLUMNS = ("period_type", *DAYS, "approval_levels", "reported_from", "reported_until")
"""The columns of a record type that tell how a form is filled."""


def form_faults(kind: Any) -> Iterator[Fault]:
    """What is wrong with a TypeDefinition as a form, told from the row alone."""
    if kind.period_type not in PERIOD_TYPES:
        yield Fault("UNKNOWN_CODE", "period_type", say("Choose one of the list."))
    for name in _NEEDED:
        if getattr(kind, name) is None:
            yield Fault("MISSING", name, say("A form needs this."))
    for name in _OF_ENTRIES:
        if getattr(kind, name):
            yield Fault("NOT_FILLED", name, say("Reports lie where their unit does: leave this out."))
    yield from _faults_of_days(kind)


def _faults_of_days(kind: Any) -> Iterator[Fault]:
    opens, due, closes = (getattr(kind, name) for name in DAYS)
    if opens is not None and due is not None and due < opens:
        yield Fault("REVERSED", "due_days", say("A report would be due before it can be filled."))
    if closes is not None and due is not None and closes < due:
        yield Fault("REVERSED", "closes_days", say("The form would be closed before a report is due."))
    if kind.reported_from and kind.reported_until and kind.reported_until < kind.reported_from:
        yield Fault("DATES_REVERSED", "reported_until", say("The end is before the beginning."))


_REPORTED = frozenset({"WHOLE", "NUMBER"})
FIGURES = _REPORTED | {"CALCULATED"}
"""Types of items that have figures."""
_OF_ITEMS = ("over_areas", "over_time", "weight_number", "breakdown", "second_breakdown")


def is_item(one: Any) -> bool:
    """Whether a FieldDefinition is an item of a form."""
    kind = one.referred("record_type")
    return kind is not None and kind.is_form


def faults_of_item(one: Any, others: Sequence[Any]) -> Iterator[Fault]:
    """What is wrong with how a field's figures are put together and broken down, beside the `others` of its form."""
    if not is_item(one):
        for name in _OF_ITEMS:
            if one.__data__.get(name):
                yield Fault("NOT_FILLED", name, say("Fields of forms alone are put together and broken down."))
        return
    if one.value_type in FILES:
        yield Fault("NOT_FILLED", "value_type", say("Forms that are filled for periods take no files."))
    if one.is_indexed:
        yield Fault("NOT_INDEXED", "is_indexed", say("Lists cannot be ordered by the items of a form."))
    yield from _faults_of_putting_together(one, others)
    yield from _faults_of_breakdown(one)
    cells = count_of_cells([other for other in [*others, one] if other.use_state != "RETIRED"])
    if one.use_state != "RETIRED" and cells > MOST_CELLS:
        text = say("A form has at most %(most)s cells; with this item it would have %(count)s. Part it into two.",
                   most=MOST_CELLS, count=cells)  # fmt: skip
        yield Fault("TOO_MANY", "breakdown", text)


def count_of_cells(items: Sequence[Any]) -> int:
    """How many cells these items have in a report: one each, or one for each pair of answers that are offered."""
    lists = {list_id for one in items for list_id in (one.breakdown_id, one.second_breakdown_id) if list_id}
    offered: Any = Choice.select(Choice.choice_list, fn.COUNT(Choice.id)).where(Choice.choice_list.in_(sorted(lists)))
    standing = offered.where(Choice.retired_on.is_null(), Choice.archived_at.is_null())
    counts = dict(standing.group_by(Choice.choice_list).tuples()) if lists else {}
    return sum(
        counts.get(one.breakdown_id, 1) * counts.get(one.second_breakdown_id, 1)
        for one in items
        if one.value_type not in HOLDING_NOTHING
    )


def _faults_of_putting_together(one: Any, others: Sequence[Any]) -> Iterator[Fault]:
    for name, senseless in (("over_areas", "LATEST"), ("over_time", "")):
        if (code := getattr(one, name)) and (code not in WAYS_TOGETHER or code == senseless):
            yield Fault("UNKNOWN_CODE", name, say("Choose one of the list."))
        elif code and one.value_type not in FIGURES:
            yield Fault("NOT_FILLED", name, say("Only numbers are put together: leave this empty."))
    if one.weight_number is None:
        return
    if one.over_areas != "AVERAGE":
        yield Fault("NOT_FILLED", "weight_number", say("Only an average has weights: leave this empty."))
    weights = {other.number for other in others if other.value_type in FIGURES and other.use_state != "RETIRED"}
    if one.weight_number not in weights:
        yield Fault("NOT_FOUND", "weight_number", say("Choose another item of this form that is a number."))


def _faults_of_breakdown(one: Any) -> Iterator[Fault]:
    first, second = (one.__data__.get(name) for name in ("breakdown", "second_breakdown"))
    if first and one.value_type not in _REPORTED:
        yield Fault("NOT_FILLED", "breakdown", say("Only numbers that are reported are broken down: leave this empty."))
    if second and not first:
        yield Fault("MISSING", "breakdown", say("Say first by what it is broken down."))
    elif second and second == first:
        yield Fault("TAKEN", "second_breakdown", say("It is broken down by this list already. Choose another one."))
