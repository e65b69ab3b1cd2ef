"""Rows that belong to a row of another table and are entered from its page: sites, licences, contacts, documents."""

from typing import Any

from flask import abort, redirect, request
from flask_admin import expose

from admin.pages.current_viewer import viewer
from admin.panel.guarded_view import GuardedView
from admin.words.labels import table_label
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.models import Record
from tansiq.records import changes
from tansiq.records.data_stamps import table_name


class OfOwner(GuardedView):
    """A view whose rows have a key to their `owner`, named as its table; a new one takes it from the address."""

    owner: type[Record]

    @property
    def section(self) -> str:
        return table_name(self.owner)

    def is_visible(self) -> bool:
        # These are reached through their owners, not through the menu.
        return False

    def owner_at(self, given: object) -> Record:
        """The visible owner with this id; 404 for any other."""
        try:
            return changes.find(viewer(), self.owner, given)
        except Refused:
            abort(404)

    def new_row(self) -> Record:
        row: Record = self.model(**{self.section: self.owner_at(request.args.get(self.section)).id})
        return row

    def create_form(self, obj: Any = None) -> Any:
        # A form for a row of no owner, or of a hidden one, does not exist.
        self.owner_at(request.args.get(self.section))
        return super().create_form(obj)

    def copy_address(self, row: Any) -> str:
        return str(self.get_url(".create_view", copy=row.id, **{self.section: self._owner_id(row)}))

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        answer = super().create_view()
        if "_add_another" in request.form and getattr(answer, "status_code", 200) == 302:
            # Another row belongs to the same owner.
            return redirect(self.get_url(".create_view", **{self.section: request.args.get(self.section)}))
        return answer

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        return str(self.get_url(f"{self.section}.details_view", id=self._owner_id(model)))

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        given = self._owner_id(row) if row is not None else request.args.get(self.section)
        if given is None:
            return super().trail()
        above = self.owner_at(given)
        page = self.get_url(f"{self.section}.details_view", id=above.id)
        owners = (self.get_url(f"{self.section}.index_view"), str(table_label(self.section)))
        trail = [owners, (page, name_of(above))]
        return trail if row is None else [*trail, (self.get_url(".details_view", id=row.id), name_of(row))]

    def _owner_id(self, row: Any) -> Any:
        return row.__data__.get(self.section)
