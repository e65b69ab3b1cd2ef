"""From the rows of the statement to a Summary: keys are named by rows that the viewer sees, the others are not told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tansiq.faults import Fault, Refused
from tansiq.language.coded_columns import CODED
from tansiq.language.words import say
from tansiq.models import Entry, Record
from tansiq.models.definitions import known
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.own_values import keep_title_back
from tansiq.summaries.figures import Figure, Group, Key, Summary, is_named
from tansiq.summaries.parts import Part, Row
from tansiq.summaries.question import Grouping, SummaryQuestion
from tansiq.summaries.statement import statement
from tansiq.summaries.subjects import AREA, DAY, MANY_PLACES, YES_NO, Offered, groupings_of

MOST_GROUPS = 5_000
"""More groups are no figures that anybody reads."""

By = Sequence[tuple[Grouping, Offered]]


def summarize(viewer: Viewer, question: SummaryQuestion) -> Summary:
    """Figures of the rows that `viewer` sees. Raises Refused (SummaryQuestion.faults, TOO_MANY_GROUPS)."""
    if faults := list(question.faults(viewer)):
        raise Refused(*faults)
    offered = groupings_of(viewer, question.subject)
    by = [(one, offered[one.name]) for one in question.by]
    rows = list(statement(viewer, question, by, MOST_GROUPS + 1).tuples().execute(db.obj))
    if len(rows) > MOST_GROUPS:
        text = say("That would be more than %(count)s groups. Ask about less, or in larger steps.", count=MOST_GROUPS)
        raise Refused(Fault("TOO_MANY_GROUPS", "by", text))
    parts = _by_keys(rows, by, rows_by_key(viewer, rows, by), question.measure.way)
    groups = [Group(part.count, part.known, part.reckoned, keys) for keys, part in parts.items()]
    return Summary(_total(viewer, question, by, parts), _in_order(groups, by) if by else [])


def _by_keys(rows: Iterable[Row], by: By, named: Sequence[Mapping[Any, Any]], way: str) -> dict[tuple[Key, ...], Part]:
    """By keys what was reckoned; those whose rows the viewer does not see are one with what is not told."""
    found: dict[tuple[Any, ...], tuple[tuple[Key, ...], Part]] = {}
    for row in rows:
        pairs = zip(by, named, row, strict=False)
        keys = tuple(key_of(grouping, offered, names, value) for (grouping, offered), names, value in pairs)
        values, part = tuple(key.value for key in keys), Part(way, row[len(by) :])
        found[values] = (keys, found[values][1].with_(part) if values in found else part)
    return dict(found.values())


def key_of(grouping: Grouping, offered: Offered, named: Mapping[Any, Any], value: Any) -> Key:
    """The key with a value of the statement; its value is None where `named` has no such row or answer."""
    if is_named(offered):
        row = named.get(value)
        return Key(grouping, offered, None if row is None else value, row)
    if offered.sort == YES_NO:
        return Key(grouping, offered, None if value is None else bool(value))
    if offered.field is not None and offered.sort != DAY:
        # What no list ever offered was not entered by anybody.
        answer = named.get(value)
        return Key(grouping, offered, None if answer is None else answer.code, answer=answer)
    return Key(grouping, offered, value or None)


def rows_by_key(viewer: Viewer, rows: Sequence[Row], by: By) -> list[Mapping[Any, Any]]:
    """For each grouping: what its keys name, rows by id and answers by code."""
    found: list[Mapping[Any, Any]] = []
    for place, (_, offered) in enumerate(by):
        if is_named(offered):
            found.append(_seen(viewer, offered, {row[place] for row in rows} - {None}))
        else:
            found.append(known().answers_to(offered.field) if offered.field is not None else {})
    return found


def _seen(viewer: Viewer, offered: Offered, ids: set[int]) -> Mapping[int, Record]:
    model = offered.target
    if not ids:
        return {}
    found = {row.id: row for row in visible(model, viewer).where(model.id.in_(sorted(ids)))}
    if model is Entry and not viewer.is_admin:
        for row in found.values():
            keep_title_back(known(), row)
    return found


def _total(viewer: Viewer, question: SummaryQuestion, by: By, parts: Mapping[Any, Part]) -> Figure:
    """The figure of all rows: put together from the groups, or asked for where a row may stand in several of them."""
    way = question.measure.way
    if any(is_many(offered, question) for _, offered in by):
        [row] = statement(viewer, question, (), 1).tuples().execute(db.obj)
        whole = Part(way, row)
    else:
        whole = Part(way)
        for part in parts.values():
            whole = whole.with_(part)
    return Figure(whole.count, whole.known, whole.reckoned)


def is_many(offered: Offered, question: SummaryQuestion) -> bool:
    """Whether a row may have several keys."""
    is_place = offered.sort == AREA and offered.name == "area"
    return offered.sort == "ANSWERS" or (is_place and question.subject.kind.lies_in == MANY_PLACES)


def _in_order(groups: Sequence[Group], by: By) -> list[Group]:
    """Each thing in its order: what `Summary.groups` says."""
    orders = [_order(offered, [(group.keys[place], group.count) for group in groups])
              for place, (_, offered) in enumerate(by)]  # fmt: skip

    def rank(group: Group) -> tuple[Any, ...]:
        return tuple(
            (key.value is None, None if key.value is None else order(key))
            for key, order in zip(group.keys, orders, strict=True)
        )

    return sorted(groups, key=rank)


def _order(offered: Offered, counted: Sequence[tuple[Key, int]]) -> Callable[[Key], Any]:
    if offered.sort == AREA:
        return lambda key: getattr(key.row, "pcode", "")
    if offered.sort == DAY:
        return lambda key: key.value
    if offered.sort == YES_NO:
        return lambda key: not key.value
    listed = _listed(offered)
    if listed:
        return lambda key: (listed.index(key.value) if key.value in listed else len(listed), key.value)
    counts: dict[Any, int] = {}
    for key, count in counted:
        counts[key.value] = counts.get(key.value, 0) + count
    return lambda key: (-counts[key.value], key.value)


def _listed(offered: Offered) -> list[str]:
    """The codes of a list in its order."""
    if offered.field is not None:
        return list(known().answers_to(offered.field))
    return list(CODED[offered.name].codes) if offered.name in CODED else []
