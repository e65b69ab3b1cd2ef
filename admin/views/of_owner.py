"""Rows that belong to a row of another table and are entered from its page: sites, licences, contacts, documents."""

from typing import Any, ClassVar

from flask import abort, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.guarded_view import GuardedView
from admin.panel.registered_views import view_of_table
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.language.words import Sentence, say
from tansiq.models import Record
from tansiq.models.record_type import type_of
from tansiq.records import changes


class OwnedRecordView(GuardedView):
    """A view whose rows have a key to their `owner`; a new one takes the owner's id from the address."""

    columns_at_owner: ClassVar[tuple[str, ...]] = ()
    order_at_owner: ClassVar[tuple[tuple[str, bool], ...]] = (("id", False),)
    empty_at_owner: ClassVar[Sentence] = say("Nothing is entered yet.")

    def __init__(self, model: type[Record]) -> None:
        self.owner, self.key = self.owner_and_key(model)
        super().__init__(model)

    def owner_and_key(self, model: type[Record]) -> tuple[type[Record], str]:
        """The table of the rows that own those of `model`, and the key to them."""
        kind = type_of(model)
        if kind.parent_model is None:
            raise LookupError(f"{kind.table} does not say from whose page its rows are entered.")
        return kind.parent_model, kind.parent

    @property
    def owner_endpoint(self) -> str:
        """Where the pages of owners stand."""
        return self.owner.__name__.lower()

    @property
    def section(self) -> str:
        return self.owner_endpoint

    def owner_asked(self) -> Any:
        """The id of the owner of a new row, as the address says it; None where it says none."""
        return request.args.get(self.key)

    def is_visible(self) -> bool:
        # These are reached through their owners, not through the menu.
        return False

    def owner_at(self, given: object) -> Record:
        """The visible owner with this id; 404 for any other."""
        try:
            return changes.find(viewer(), self.owner, given)
        except Refused:
            abort(404)

    def address_to_add(self, key: str, row: Any) -> str:
        may_add = key == self.key and self.may_act("CREATE", self.model(**{key: row.id}))
        # Another view's page asks: a name that begins with a point would be one of its own.
        return str(self.get_url(f"{self.endpoint}.create_view", **{key: row.id})) if may_add else ""

    def new_row(self) -> Record:
        row: Record = self.model(**{self.key: self.owner_at(self.owner_asked()).id})
        return row

    def create_form(self, obj: Any = None) -> Any:
        # A form for a row of no owner, or of a hidden one, does not exist.
        self.owner_at(self.owner_asked())
        return super().create_form(obj)

    def copy_address(self, row: Any) -> str:
        return str(self.get_url(".create_view", copy=row.id, **{self.key: self._owner_id(row)}))

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        answer = super().create_view()
        if "_add_another" in request.form and getattr(answer, "status_code", 200) == 302:
            # Another row belongs to the same owner.
            return redirect(self.get_url(".create_view", **{self.key: self.owner_asked()}))
        return answer

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        return str(self.get_url(f"{self.owner_endpoint}.details_view", id=self._owner_id(model)))

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        given = self._owner_id(row) if row is not None else self.owner_asked()
        if given is None:
            return super().trail()
        above = self.owner_at(given)
        page = self.get_url(f"{self.owner_endpoint}.details_view", id=above.id)
        view = view_of_table(self.owner).view_of(above)
        owners = (view.get_url(f"{view.endpoint}.index_view"), str(view.title))
        trail = [owners, (page, name_of(above))]
        return trail if row is None else [*trail, (self.get_url(".details_view", id=row.id), name_of(row))]

    def _owner_id(self, row: Any) -> Any:
        return row.__data__.get(self.key)
