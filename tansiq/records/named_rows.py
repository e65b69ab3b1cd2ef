"""Rows of a table as texts may call them: by a code, a name in either language, or the number of the row, "#12".

What `called` gives leads back to the very row: where another one has its name, the number stands behind it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from peewee import chunked

from tansiq.language.arabic import fold
from tansiq.language.cleaning import western_digits
from tansiq.language.words import data_language
from tansiq.models import Entry, PlanItem, Record
from tansiq.models.record_type import type_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

_NAMES = {"ar": ("name_ar", "title_ar", "name_en", "title_en"), "en": ("name_en", "title_en", "name_ar", "title_ar")}
_FURTHER = ("registration_number", "acronym", "acronym_ar", "number", "title", "aliases")
_AT_ONCE = 500


class NamedRows:
    """The standing rows of a table that `viewer` sees, of entries those of one own record type; read when they are
    first asked for."""

    def __init__(self, viewer: Viewer, model: type[Record], type_id: int | None = None) -> None:
        self._viewer, self._model = viewer, model
        self._of_type = Entry.record_type == type_id if model is Entry else None
        self._called: dict[tuple[int, str], str] = {}

    def find(self, text: str) -> list[int]:
        """The ids of the rows that a text calls: by number where it ends with "#12", else all that are called so."""
        _, mark, number = western_digits(text).rpartition("#")
        if mark and number.strip().isdecimal() and len(number) < 10:
            row_id = int(number)
            return [row_id] if row_id in self._texts else []
        return self._ids.get(_key(text), [])

    def called(self, row_id: int) -> str:
        """What a row is called in the language now spoken, so that it is found again; "" where the viewer does not see
        it. An archived row is called by its number too."""
        known = (row_id, data_language())
        if known not in self._called:
            self._called[known] = self._name(row_id)
        return self._called[known]

    def prepare(self, ids: Iterable[int]) -> None:
        """Read what rows are called that may be archived, many at once."""
        for piece in chunked(sorted(set(ids) - self._texts.keys() - self._archived.keys()), _AT_ONCE):
            self._archived.update({row["id"]: row for row in self._rows(self._table.id.in_(piece))})

    def _name(self, row_id: int) -> str:
        row = self._texts.get(row_id)
        if row is None:
            self.prepare([row_id])
            row = self._archived.get(row_id)
            return "" if row is None else f"{_plain_name(row)} #{row_id}".strip()
        # What only one may have leads back the surest.
        ways = [self._code(row), _plain_name(row)] if type_of(self._model).is_code_unique else [_plain_name(row)]
        way = next((text for text in ways if text and self._ids.get(_key(text)) == [row_id]), "")
        return way or f"{_plain_name(row)} #{row_id}".strip()

    @cached_property
    def _texts(self) -> dict[int, dict[str, Any]]:
        return {row["id"]: row for row in self._rows(self._table.archived_at.is_null())}

    @cached_property
    def _archived(self) -> dict[int, dict[str, Any]]:
        return {}

    @cached_property
    def _ids(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for row_id, row in self._texts.items():
            for key in {_key(text) for text in self._spellings(row)} - {""}:
                found[key].append(row_id)
        return found

    @property
    def _table(self) -> Any:
        return self._model

    def _rows(self, which: Any) -> Iterator[dict[str, Any]]:
        columns = self._model._meta.fields
        code = type_of(self._model).code
        names = [name for name in ("id", "plan", code, *_NAMES["ar"], *_FURTHER) if name in columns]
        query = visible(self._model, self._viewer).select(*(columns[name] for name in dict.fromkeys(names)))
        query = query.where(which) if self._of_type is None else query.where(which, self._of_type)
        return iter(query.dicts())

    def _spellings(self, row: dict[str, Any]) -> Iterator[str]:
        yield self._code(row)
        for name in (*_NAMES["ar"], *_FURTHER):
            yield from str(row.get(name) or "").split("|") if name == "aliases" else [str(row.get(name) or "")]

    def _code(self, row: dict[str, Any]) -> str:
        """The code; of an item of a plan with the number of the plan, as plans have the same codes."""
        code = str(row.get(type_of(self._model).code) or "")
        return f"P{row['plan']}/{code}" if self._model is PlanItem else code


def _plain_name(row: dict[str, Any]) -> str:
    names = (*_NAMES[data_language()], "title", "number", "acronym")
    return str(next(filter(None, (row.get(name) for name in names)), ""))


def _key(text: str) -> str:
    """Folded; a text of signs alone as it stands."""
    return fold(text) or western_digits(text).strip()
