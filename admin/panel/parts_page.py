"""The plain parts of a row (partners, donors, areas of work): a page on which they are struck out or added.

stored parts - struck out + the one added = wanted  ->  changes.replace_parts
"""

from dataclasses import dataclass
from typing import Any

from peewee import ForeignKeyField, Model
from wtforms import fields

from admin.current_viewer import viewer
from admin.panel.forms import GuardedForm, form_field, show_faults
from admin.panel.lookups import Lookup
from admin.panel.save_or_propose import save_part
from admin.words.formatting import DisplayRows, display_rows
from admin.words.labels import label
from admin.words.naming import table_of
from tansiq.faults import Fault, Refused
from tansiq.language.words import Sentence, say
from tansiq.models import Record
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes


@dataclass(frozen=True)
class EditableParts:
    """Parts kept in `model`, whose foreign key `owner` names the row they belong to."""

    model: type[Model]
    owner: str
    add: Sentence

    @property
    def table(self) -> str:
        return table_of(self.model)

    @property
    def title(self) -> Sentence:
        return label(self.table)

    @property
    def names(self) -> list[str]:
        """The columns that say what a part is."""
        return [name for name in self.model._meta.sorted_field_names if name not in {"id", self.owner}]

    @property
    def references(self) -> list[str]:
        return [name for name in self.names if isinstance(self.model._meta.fields[name], ForeignKeyField)]

    def key(self, name: str) -> str:
        """The name of the look-up behind one of the columns."""
        return f"{self.table}.{name}"

    def rows(self, row: Record) -> list[Any]:
        """The visible parts of `row`, in the order in which they were added."""
        owner = self.model._meta.fields[self.owner]
        return list(visible(self.model, viewer()).where(owner == row.id).order_by(self.model.id))  # type: ignore[attr-defined]

    def display_rows(self, row: Record) -> DisplayRows:
        """The same with what they refer to."""
        return display_rows(self.rows(row), self.names, viewer())

    def form(self, lookups: dict[str, Lookup]) -> type[GuardedForm]:
        """A form for one part to be added, and the version of the row it is added to."""
        members: dict[str, Any] = {
            name: form_field(self.model._meta.fields[name], lookups, self.key(name), is_optional=True)
            for name in self.names
        }
        return type(f"{self.model.__name__}Form", (GuardedForm,), {**members, "version": fields.HiddenField()})

    def save(self, row: Record, form: Any, struck_out: set[str]) -> bool:
        """Strike out and add as the form says; what is wrong is shown in the form."""
        try:
            kept = [self._values(part) for part in self.rows(row) if str(part.id) not in struck_out]
            added = self._added(form)
            save_part(row, lambda acting: self._replace(acting, row, form, kept + added))
        except Refused as refusal:
            show_faults(form, refusal)
            return False
        return True

    def _replace(self, acting: Viewer, row: Record, form: Any, wanted: list[dict[str, Any]]) -> None:
        demand_unchanged(row, form)
        self.replace(acting, row, wanted)

    def replace(self, acting: Viewer, row: Record, wanted: list[dict[str, Any]]) -> None:
        """Make the parts of `row` be exactly these, each its values by column."""
        changes.replace_parts(acting, row, self.model, wanted)

    def _values(self, part: Any) -> dict[str, Any]:
        return {name: part.__data__[name] for name in self.names}

    def _added(self, form: Any) -> list[dict[str, Any]]:
        values = {name: form[name].data for name in self.names}
        if not any(values[name] for name in self.references):
            return []
        if missing := self.faults(form):
            raise Refused(*missing)
        return [values]

    def faults(self, form: Any) -> list[Fault]:
        """What is missing of the part that is to be added, where anything is told of it."""
        is_told = any(form[name].data or form[name].errors for name in self.references)
        missing = [name for name in self.names if form[name].data in (None, "") and is_told]
        return [Fault("MISSING", name, say("This field is required.")) for name in missing]


def demand_unchanged(row: Record, form: Any) -> None:
    """Raise Refused(CHANGED_MEANWHILE) unless the row is as it was when the form was opened."""
    if form.version.data != str(row.version):
        raise Refused(Fault("CHANGED_MEANWHILE", "", changes.CHANGED_MEANWHILE))
