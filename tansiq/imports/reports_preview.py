"""The preview of a workbook of reports as JSON, in the same shape as that of a 5W sheet (`preview`)."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from itertools import islice
from typing import Any

from tansiq.exchange.export.own_rendering import OwnRenderer
from tansiq.exchange.reporting.report_draft import ReportDraft, ReportsPlan
from tansiq.exchange.reporting.shown_cells import shown_in
from tansiq.imports.preview import MOST, NOTHING_ALONG, causes_of
from tansiq.imports.sheet_summary import nothing_yet
from tansiq.imports.stored_texts import Json, name_to_json
from tansiq.language.bilingual import pick
from tansiq.language.words import LANGUAGES, speaking
from tansiq.models import FieldDefinition, Report
from tansiq.models.breakdowns import cell_labels
from tansiq.models.definitions import Definitions
from tansiq.models.extra import extra_name, number_of
from tansiq.models.frozen_definitions import definitions_for
from tansiq.policy.viewer import Viewer
from tansiq.records.history import json_value

_TOLD = ("nil_reason", "report_state")
"""What is told of a change beside the items."""


def reports_tally(made: ReportsPlan) -> dict[str, int]:
    """How many reports become what; nothing comes along with them."""
    severities = Counter(problem.severity for problem in made.problems)
    told = {"warnings": severities["warning"], "notices": severities["notice"]}
    return {**asdict(made.tally), **dict.fromkeys(NOTHING_ALONG, 0), "again": 0, **told}


def reports_understanding(made: ReportsPlan) -> Json:
    """What a run keeps of what was read: by the names of the items it is found where their values are struck out."""
    numbers = {number for draft in made.drafts for number in draft.values}
    return {**nothing_yet(), "items": [extra_name(number) for number in sorted(numbers)]}


def reports_preview(viewer: Viewer, made: ReportsPlan) -> Json:
    """Everything a person looks at before anything is entered."""
    texts = _Texts(viewer)
    new, known = ([one for one in made.writes if (one.stored is None) == is_new] for is_new in (True, False))
    left = [one for one in made.drafts if one.stored is not None and not (one.is_wrong or one.is_written)]
    return {
        "new": [_new(one) for one in islice(new, MOST)],
        "changed": [_changed(one, texts) for one in islice(known, MOST)],
        "unchanged": [(one.told.row, one.stored.id) for one in islice(left, MOST) if one.stored is not None],
        "again": [],
        "waiting": [],
        "wrong": causes_of(made.problems, ("error",)),
        "warnings": causes_of(made.problems, ("warning", "notice")),
        "areas": [],
        "organizations": [],
        "projects": [],
        "merged": [],
        "columns": {"personal": [], "not_kept": [], "unknown": made.unknown_columns},
        "submits": made.submits,
    }


def _new(draft: ReportDraft) -> Json:
    """A report that is begun: of which unit and period, and how many items are filled in."""
    return {
        "row": draft.told.row,
        "sheet": draft.told.name,
        "unit": name_to_json(draft.unit),
        "period": draft.period.key if draft.period is not None else "",
        "filled": sum(value is not None for value in draft.values.values()),
        "nil": draft.nil_reason,
        "proposed": False,
    }


def _changed(draft: ReportDraft, texts: "_Texts") -> Json:
    """A known report with what changes, each at its cell."""
    told = [
        {"field": name, **texts.of(draft, name, pair), "cell": draft.address(name)}
        for name, pair in draft.changes.items()
        if name in _TOLD or number_of(name) is not None
    ]
    stored = draft.stored.id if draft.stored is not None else None
    return {"row": draft.told.row, "sheet": draft.told.name, "proposed": False, "intervention": stored, "changes": told}


class _Texts:
    """Names and values of items in both languages, by the version of each report."""

    def __init__(self, viewer: Viewer) -> None:
        self._renderer = OwnRenderer(viewer)

    def of(self, draft: ReportDraft, name: str, pair: list[Any]) -> Json:
        """What an item is called in the version of the report, and its old and new value."""
        row, number = draft.row, number_of(name)
        if row is None or number is None:
            return {"old": json_value(pair[0]), "new": json_value(pair[1])}
        old, new = (self._value(row, number, value) for value in pair)
        one = definitions_for(row).fields[number]
        return {"item": _in_both(lambda: pick(one, "label")), "old": old, "new": new}

    def _value(self, row: Report, number: int, value: Any) -> Json:
        if value is None:
            return None
        definitions = definitions_for(row)
        one = definitions.fields[number]
        if not isinstance(value, dict):
            return {"names": [_in_both(lambda: str(shown_in(definitions, self._renderer, one, value) or ""))]}
        return {"names": [_in_both(partial(_cell, definitions, one, key, part)) for key, part in value.items()]}


def _cell(definitions: Definitions, one: FieldDefinition, key: str, value: Any) -> str:
    return f"{cell_labels(definitions, one).get(key, key)}: {value}"


def _in_both(said: Callable[[], str]) -> Json:
    texts = {}
    for code in LANGUAGES:
        with speaking(code):
            texts[code] = said()
    return {**texts, "code": ""}
