"""The preview of a sheet of entries as JSON, in the same shape as that of a 5W sheet (`preview`)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from tansiq.exchange.planning.entry_draft import EntriesPlan, EntryDraft
from tansiq.exchange.planning.entry_facts import cell_named
from tansiq.imports.own_texts import OwnTexts
from tansiq.imports.preview import MOST, NOTHING_ALONG, causes_of
from tansiq.imports.stored_texts import Json
from tansiq.models import FieldDefinition
from tansiq.models.definitions import known
from tansiq.models.extra import extra_name
from tansiq.policy.viewer import Viewer

_SHOWN = 4
"""Fields of a new row that its line shows."""
_KEYS = ("area", "organization", "project", "intervention", "plan_item")


def entries_tally(made: EntriesPlan) -> dict[str, int]:
    """How many rows become what; nothing comes along with them."""
    severities = Counter(problem.severity for problem in made.problems)
    told = {"warnings": severities["warning"], "notices": severities["notice"]}
    return {**asdict(made.tally), **dict.fromkeys(NOTHING_ALONG, 0), "again": made.tally.repeated, **told}


def entries_preview(viewer: Viewer, made: EntriesPlan) -> Json:
    """Everything a person looks at before anything is entered, as `viewer` may see it."""
    texts = _Texts(viewer, made)
    return {
        "new": [texts.row(one) for one in islice((one for one in made.writes if one.is_new), MOST)],
        "changed": [texts.changed(one) for one in islice((one for one in made.writes if not one.is_new), MOST)],
        "unchanged": list(islice(_unchanged(made), MOST)),
        "again": made.again[:MOST],
        "waiting": sorted(made.waiting)[:MOST],
        "wrong": causes_of(made.problems, ("error",)),
        "warnings": causes_of(made.problems, ("warning", "notice")),
        "areas": [],
        "organizations": [],
        "projects": [],
        "merged": [],
        "columns": {"personal": made.left_out, "not_kept": made.not_kept, "unknown": made.unknown_columns},
    }


def _unchanged(made: EntriesPlan) -> Iterator[tuple[int, int]]:
    for draft in made.drafts:
        if draft.stored is not None and not (draft.is_change or draft.is_wrong or draft.is_left_out):
            yield draft.row_number, draft.stored.id


class _Texts:
    """The rows of a sheet in words."""

    def __init__(self, viewer: Viewer, made: EntriesPlan) -> None:
        self._kind = made.kind
        self._words = OwnTexts(viewer)
        self._title = extra_name(made.kind.title_number) if made.kind.title_number else ""
        spoken = {name for draft in made.drafts for name in draft.told}
        self._columns = [one for one in known().of(("entry", int(made.kind.id))) if extra_name(one.number) in spoken]

    def row(self, draft: EntryDraft) -> Json:
        """A new entry: what it is called, where it lies, and the first things that it says."""
        shown = [one for one in self._columns if extra_name(one.number) != self._title and not one.is_personal]
        said = [(one, draft.told.get(extra_name(one.number))) for one in shown]
        return {
            "row": draft.row_number,
            "entry": self._value(self._title, draft.told.get(self._title)) if self._title else None,
            "place": self._value("area", draft.told.get("area")),
            "said": [
                {"label": _label(one), "value": self._value(extra_name(one.number), value)}
                for one, value in said
                if value is not None
            ][:_SHOWN],
            "proposed": draft.is_proposed,
        }

    def changed(self, draft: EntryDraft) -> Json:
        """A known entry with what changes, each at its cell."""
        stored = draft.stored.id if draft.stored is not None else None
        told = {"row": draft.row_number, "proposed": draft.is_proposed, "intervention": stored}
        return {**told, "changes": [self._change(draft, name, pair) for name, pair in draft.changes.items()]}

    def _change(self, draft: EntryDraft, name: str, pair: list[Any]) -> Json:
        reading = draft.reading
        old, new = (self._value(name, value) for value in pair)
        field = cell_named(reading, reading.row.table.letters, name)
        return {"field": name, "old": old, "new": new, "cell": reading.row.address(field)}

    def _value(self, name: str, value: Any) -> Json:
        """A value in both languages, where it has words."""
        if name == "owner":
            return self._words.row("entry", value, self._kind.owner_type_id)
        return self._words.row(name, value) if name in _KEYS else self._words.value(name, value)


def _label(one: FieldDefinition) -> Json:
    return {"ar": one.label_ar, "en": one.label_en, "code": one.key}
