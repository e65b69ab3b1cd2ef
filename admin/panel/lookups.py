"""Choosing one row among thousands: the look-up behind a field, its answers to the browser, its field.

    typed words -> visible rows, standing, folded search -> [(id, "Abyan / Khanfar (YE1211)"), ...]

Without scripts the typed text itself is looked up when the form is sent.
"""

import re
from collections.abc import Callable
from typing import Any

from flask_admin.model.ajax import AjaxModelLoader
from peewee import Case, Model, ModelSelect, fn
from wtforms import Field
from wtforms.validators import StopValidation

from admin.current_viewer import viewer
from admin.panel.search import search_condition, searched
from admin.words.naming import calling_columns, code_column, full_names
from tansiq.faults import Refused
from tansiq.language.arabic import fold
from tansiq.language.words import gettext
from tansiq.models import Area, Organization
from tansiq.models.record_type import type_of
from tansiq.policy.visibility import visible
from tansiq.records import changes

AT_ONCE = 20
"""Rows that one answer to the browser holds at most."""

_CODE = re.compile(r"\(([^()]+)\)\s*$")


class Lookup(AjaxModelLoader):
    """Rows of `model` that a person may refer to: visible, not archived, and as `only` says."""

    def __init__(
        self, name: str, model: type[Model], only: Callable[[Any], Any] | None = None, within: str = ""
    ) -> None:
        super().__init__(name, {})
        self.model: Any = model
        self.only = only
        # The field of the same form whose row is the parent of what may be chosen; "" where there is none.
        self.within = within

    @property
    def is_tree(self) -> bool:
        """Whether rows are offered under those they lie within: where nothing narrows what may be chosen."""
        key = self.model._meta.fields.get("parent")
        return not self.within and self.only is None and getattr(key, "rel_model", None) is self.model

    def query(self) -> ModelSelect:
        """All rows that may be chosen, in the order in which people look for them."""
        rows = visible(self.model, viewer()).where(self.model.archived_at.is_null())
        return (rows.where(self.only(self.model)) if self.only else rows).order_by(*self._order())

    def get_list(self, query: str | None, offset: int | None = 0, limit: int = AT_ONCE) -> list[tuple[int, str]]:
        """(id, full name) of the rows that hold every word of `query`, those whose name begins with it first."""
        query = searched(query or "")
        rows, found = self.query(), search_condition(self.model, query, viewer())
        rows = rows if found is None else rows.where(found).order_by(*self._nearest(query), *self._order())
        return self.named(rows.offset(min(max(offset or 0, 0), 10_000)).limit(min(max(limit, 1), AT_ONCE)))

    def format(self, model: Any) -> Any:
        """What the browser is told of one answer; `get_list` has already said it."""
        return model

    def get_one(self, pk: object) -> Any:
        """The row with this id if it is visible, archived or not; else None."""
        try:
            return changes.find(viewer(), self.model, pk)
        except Refused:
            return None

    def offered(self) -> list[tuple[int, str]]:
        """(id, full name) of all rows, for tables short enough to be offered whole."""
        return self.named(self.query())

    def parents(self) -> list[tuple[int | None, str, list[tuple[int, str]]]]:
        """(id, full name, the rows to be offered that are parts of it) of each parent, in the order of the parents."""
        rows: list[Any] = list(self.query())
        names, parts = full_names(rows, viewer()), dict[int, list[tuple[int, str]]]()
        for row in rows:
            parts.setdefault(row.parent_id, []).append((row.id, names[row.id]))
        above = visible(self.model, viewer()).where(self.model.id.in_(list(parts))).order_by(*self._order())
        return [(parent_id, name, parts[parent_id]) for parent_id, name in self.named(above)]

    def families(self) -> list[tuple[int | None, str, list[tuple[int, str]]]]:
        """(id, full name, the row itself and its parts) of each row without a parent; under no name what has neither.

        They are those of a short table whose rows lie within each other, such as goals with their targets.
        """
        rows: list[Any] = list(self.query())
        names, above = full_names(rows, viewer()), {row.id: row.parent_id for row in rows}
        families: dict[int | None, list[tuple[int, str]]] = {}
        for row_id, parent_id in above.items():
            head = parent_id if parent_id in above else row_id if row_id in above.values() else None
            families.setdefault(head, []).append((row_id, names[row_id]))
        return [(head, names[head] if head else "", offered) for head, offered in families.items()]

    def named(self, query: ModelSelect) -> list[tuple[int, str]]:
        """(id, full name) of the rows of a query, in its order."""
        rows: list[Any] = list(query.select(*calling_columns(self.model)))
        names = full_names(rows, viewer())
        return [(row.id, names[row.id]) for row in rows]

    def called(self, text: str) -> list[tuple[Any, str]]:
        """The rows that typed `text` means: by code, alone or in brackets at its end, else by name."""
        text = searched(text)
        given = _CODE.search(text)
        if code := code_column(self.model):
            wanted = given[1] if given else text
            found = self.named(self.query().where(getattr(self.model, code) == wanted.strip()).limit(2))
            if found:
                return found
        return self.get_list(text, limit=2)

    def _nearest(self, text: str) -> list[Any]:
        """Areas and organisations by whether their own name begins as typed; others know them by an alias alone."""
        model: Any = self.model
        if model not in (Area, Organization):
            return []
        begins = model.search.startswith(fold(text)) | fn.LOWER(model.name_en).startswith(text.strip().lower())
        return [Case(None, [(begins, 0)], 1)]

    def _order(self) -> list[Any]:
        model: Any = self.model
        if model is Area:
            return [model.level, model.pcode]
        return [model.position, getattr(model, "code", model.id)] if hasattr(model, "position") else [model.id.desc()]


class ReferenceField(Field):
    """A field whose value is the id of another row, or None. Posts `name` (the id) and `name`-text (what
    was typed)."""

    def __init__(self, label: Any, lookup: Lookup, required: bool = False, **options: Any) -> None:
        super().__init__(label, **options)
        self.lookup, self.flags.required = lookup, required
        self.text: str | None = None

    @property
    def is_short(self) -> bool:
        return type_of(self.lookup.model).is_short

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        typed = formdata.get(f"{self.name}-text") if formdata else None
        self.text = None if typed is None else typed.replace("\x00", "").strip()
        if self.text is not None and self.name not in formdata:
            formdata = formdata.copy()
            formdata[self.name] = ""
        super().process(formdata, data, extra_filters)

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        before, self.data = self.object_data, None
        row = self.lookup.get_one(valuelist[0]) if valuelist[0] else None
        if self._is_typed_over(row):
            self.data = self._typed() if self.text else None
        elif valuelist[0]:
            self.data = self._chosen(row, before)

    def pre_validate(self, form: Any) -> None:
        if self.flags.required and self.data is None and not self.process_errors:
            raise StopValidation(gettext("This field is required."))

    def display_text(self) -> str:
        """What stands in the field: the name of the chosen row, else what was typed."""
        row = self.lookup.get_one(self.data) if self.data else None
        return full_names([row], viewer())[row.id] if row is not None else self.text or ""

    def choices(self) -> list[tuple[int, str]]:
        """The options of a short list, with the present value even where it is archived."""
        offered = self.lookup.offered()
        if self.data and self.data not in dict(offered):
            offered.append((self.data, self.display_text()))
        return offered

    def groups(self) -> list[tuple[int | None, str, list[tuple[int, str]]]]:
        """The options under the names of their parents, where these are asked for in another field; else under none."""
        if not (self.lookup.within or self.lookup.is_tree):
            return [(None, "", self.choices())]
        found = self.lookup.families() if self.lookup.is_tree else [*self.lookup.parents()]
        if self.data and not any(self.data == one for _, _, offered in found for one, _ in offered):
            found.append((None, "", [(self.data, self.display_text())]))
        return found

    def _is_typed_over(self, row: Any) -> bool:
        """Without scripts the text changes and the id does not: the text is what the person sees."""
        return self.text is not None and (row is None or self.text != full_names([row], viewer())[row.id])

    def _chosen(self, row: Any, before: Any) -> int:
        if row is None or (row.id != before and not self._may_be_chosen(row)):
            raise ValueError(gettext("Choose one of the records offered."))
        return int(row.id)

    def _may_be_chosen(self, row: Any) -> bool:
        return bool(self.lookup.query().where(self.lookup.model.id == row.id).exists())

    def _typed(self) -> Any:
        found = self.lookup.called(self.text or "")
        if not found:
            raise ValueError(gettext("The register has nothing called “%(given)s”.", given=self.text))
        if len(found) > 1:
            raise ValueError(gettext("Several records match “%(given)s”. Choose one of them.", given=self.text))
        return found[0][0]
