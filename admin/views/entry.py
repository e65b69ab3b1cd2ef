"""Entries of the record types that a ministry defined: one view for all of them, made for the type that is asked.

    /admin/entry/?type=wells          EntryView  ->  the view of wells: its title, columns, filters, form
    /admin/entry/details/?id=7            '----->  that of the record type of entry 7

No view is kept for a type: what is defined in one process stands in all of them from their next request on.
A type that is a draft, or of which the reader may not know, answers like one that is not there.
"""

from typing import Any, ClassVar

from flask import abort, g, request, url_for
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel import type_members
from admin.panel.field_groups import FieldGroup
from admin.panel.guarded_view import GuardedView
from admin.panel.list_state import list_state
from admin.panel.own_fields import filled_fields, own_groups, told_fields
from admin.panel.paging import filtered
from admin.panel.save_or_propose import step_to_amend
from admin.panel.sheet_links import sheet_links
from admin.panel.signed_in_view import MenuItem
from admin.panel.small_map import MOST_ENTRIES, SmallMap, entries_map, entry_map
from admin.panel.type_members import MENU, calling_column, icon_of, members_of, name_of_list, said, title_label
from admin.views.of_owner import OwnedRecordView
from tansiq.faults import Refused
from tansiq.language.words import Sentence, say
from tansiq.models import Entry, Feedback, Record, TypeDefinition
from tansiq.models.definitions import ENTRY, Holder, known
from tansiq.policy.entry_rule import knows, proposes_some, writes_some
from tansiq.policy.visibility import visible
from tansiq.proposals.proposal_facts import proposed_row
from tansiq.records import changes

OF_LISTS = frozenset(
    {
        "ajax_lookup",
        "columns_view",
        "count_view",
        "create_view",
        "deed_view",
        "drop_view",
        "export",
        "index_view",
        "keep_in_order_view",
        "map_view",
        "views_view",
    }
)
"""The pages whose address says of which record type they are; all others are about one entry."""


class OnMapMixin:
    """The map of a list of entries."""

    render: Any

    @expose("/map/")
    def map_view(self) -> Any:
        """The entries of the list as it is narrowed, those that lie somewhere, as points."""
        state = list_state(self).first
        shown = entries_map(filtered(self, state))
        return self.render("panel/entries_map.html", state=state, shown=shown, most=MOST_ENTRIES)


class EntryView(OnMapMixin, GuardedView):
    """Where the pages of entries are asked for; the view of their record type answers."""

    new_title = say("New")
    empty = say("Nothing is entered yet.")
    groups = ()
    column_list = ("title",)

    def __init__(self) -> None:
        super().__init__(Entry)

    def view_of(self, row: Any) -> Any:
        """The view of one record type, made as it is defined now."""
        kind = row if isinstance(row, TypeDefinition) else known().types[row.record_type_id]
        made: dict[tuple[int, int], Any] = g.setdefault("views_of_entries", {})
        key = kind.id, kind.version
        if key not in made:
            made[key] = self._make(kind)
        return made[key]

    def _make(self, kind: TypeDefinition) -> Any:
        base = OwnedEntriesView if kind.owner_table else EntriesView
        made: Any = type("EntriesOfType", (base,), members_of(kind))(Entry)
        made.admin, made.blueprint, made.url = self.admin, self.blueprint, self.url
        return made

    def by_types(self) -> list[Any]:
        return [self.view_of(kind) for kind in types_known()]

    def menu_items(self) -> list[MenuItem]:
        """Registers that stand by themselves; rows of others are found on the pages of these."""
        if not self.is_accessible():
            return []
        standing = [kind for kind in types_known() if not kind.owner_table and not type_members.stands_back(kind)]
        return [type_members.menu_item(kind) for kind in standing]

    def _handle_view(self, name: str, **kwargs: Any) -> Any:
        return None if self.is_accessible() else self.inaccessible_callback(name, **kwargs)

    def _run_view(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        return getattr(self.view_of(_type_asked()), fn.__name__)(*args, **kwargs)


class EntriesView(OnMapMixin, GuardedView):
    """The entries of one record type, as it is defined now."""

    kind: ClassVar[TypeDefinition]
    details_template, list_template = "panel/entry.html", "panel/entries.html"

    def __init__(self, model: type[Record]) -> None:
        super().__init__(model)
        self.title = said(self.kind, "many")
        self.group, self.icon = self.kind.menu or MENU, icon_of(self.kind)

    # What says of which record type it is.
    @property
    def holder(self) -> Holder:
        return ENTRY, int(self.kind.id)

    @property
    def list_name(self) -> str:
        return name_of_list(self.kind)

    @property
    def section(self) -> str:
        return type_members.section_of(self.kind)

    @property
    def of(self) -> dict[str, str]:
        return {"type": self.kind.key}

    def get_url(self, endpoint: str, **kwargs: Any) -> str:
        where, _point, page = endpoint.rpartition(".")
        given = {**self.of, **kwargs} if where in ("", self.endpoint) and page in OF_LISTS else kwargs
        # It is asked on the pages of others too, where a name that begins with a point would be one of theirs.
        return url_for(f"{where or self.endpoint}.{page}", **given)

    def is_visible(self) -> bool:
        return not self.kind.owner_table

    # What the viewer may do
    def may_act(self, act: str, row: Any = None) -> bool:
        if act == "CREATE" and not self.takes_new:
            return False
        if row is not None:
            return super().may_act(act, row)
        return writes_some(viewer(), self.kind) or proposes_some(viewer(), self.kind)

    @property
    def takes_new(self) -> bool:
        """Whether its type is in use. What was typed into a form while that was retired is refused where it is saved,
        and shown again, instead of being lost."""
        is_sent = request.method == "POST" and str(request.endpoint).endswith(".create_view")
        return self.kind.use_state == "ACTIVE" or is_sent

    def is_proposed(self, row: Any = None) -> bool:
        return super().is_proposed(row) if row is not None else not writes_some(viewer(), self.kind)

    def deeds(self, rows: list[Any]) -> list[str]:
        """What is done to several at once; nothing is published where that would show it to nobody."""
        left_out = () if self.kind.policy == "PUBLIC" else ("PUBLISH", "WITHDRAW")
        return [deed for deed in super().deeds(rows) if deed not in left_out]

    # Reading
    def get_query(self) -> Any:
        return super().get_query().where(Entry.record_type == self.kind.id)

    def get_one(self, id: object) -> Any:
        row = super().get_one(id)
        return row if row.record_type_id == self.kind.id else abort(404)

    def told_groups(self, row: Record) -> list[FieldGroup]:
        return [*own_groups(told_fields(row), said(self.kind, "one")), *self.groups]

    @property
    def form_groups(self) -> list[FieldGroup]:
        """What an entry is comes first, where it lies and whose it is after it."""
        return [*own_groups(filled_fields(self.holder), said(self.kind, "one")), *self.groups]

    def offered(self) -> tuple[str, ...]:
        """All columns; what the field says that calls the entries stands in the first one."""
        return tuple(name for name in super().offered() if name != self._calling)

    @property
    def usual_columns(self) -> tuple[str, ...]:
        return tuple(name for name in super().usual_columns if name != self._calling)

    def label_of(self, name: str) -> Sentence:
        return title_label(self.kind) if name == "title" else super().label_of(name)

    @property
    def _calling(self) -> str:
        """The column of the field that calls the entries, where the title tells what it holds."""
        return calling_column(self.kind)

    def order_column(self, name: str) -> Any:
        return Entry.title_order if name == "title" else super().order_column(name)

    def sheet_links(self) -> list[tuple[str, str]]:
        """(address, words) of what the viewer may do with workbooks of these entries."""
        return sheet_links(self.kind) if self.may_act("CREATE") else []

    @property
    def has_map(self) -> bool:
        """Whether its entries lie somewhere."""
        return self.kind.has_area or self.kind.has_point

    def small_map(self, row: Any) -> SmallMap | None:
        """Where the entry is: its point, else its area."""
        return entry_map(row)

    def feedback_address(self, row: Any) -> str:
        """Where it is replied to; "" for what is no feedback, or none that the viewer sees."""
        found = visible(Feedback, viewer()).where(Feedback.entry == row.id).first()
        return url_for("feedback.one_view", id=found.id) if found else ""

    # Writing
    def new_row(self) -> Record:
        return Entry(record_type=self.kind.id)


class OwnedEntriesView(OwnedRecordView, EntriesView):
    """Entries that are rows of another record: entered from its page, and told there."""

    def owner_and_key(self, model: type[Record]) -> tuple[type[Record], str]:
        key = self.kind.owner_key
        return Entry._meta.fields[key].rel_model, key

    @property
    def section(self) -> str:
        owner = known().types.get(self.kind.owner_type_id or 0)
        return self.owner_endpoint if owner is None else type_members.section_of(owner)

    def may_act(self, act: str, row: Any = None) -> bool:
        """Whoever may change the owner may enter its rows; which owner that is, the address of a new one says."""
        if row is None and act == "CREATE" and (given := self.owner_asked()) is not None:
            row = Entry(**{"record_type": self.kind.id, self.key: self.owner_at(given).id})
            return self.takes_new and super().may_act(act, row)
        return super().may_act(act, row)

    def is_proposed(self, row: Any = None) -> bool:
        return super().is_proposed(self.new_row() if row is None else row)

    def owner_asked(self) -> Any:
        given = super().owner_asked()
        if given is None and (step := step_to_amend(Entry)) is not None:
            return proposed_row(step).__data__.get(self.key)
        return given

    def owner_at(self, given: object) -> Record:
        row = super().owner_at(given)
        is_of_type = not isinstance(row, Entry) or row.record_type_id == self.kind.owner_type_id
        return row if is_of_type else abort(404)

    def address_to_add(self, key: str, row: Any) -> str:
        if self.kind.use_state != "ACTIVE":
            return ""
        entry = Entry(**{"record_type": self.kind.id, key: row.id})
        may_add = key == self.key and self.may_act("CREATE", entry)
        return self.get_url(f"{self.endpoint}.create_view", **{key: row.id}) if may_add else ""

    def new_row(self) -> Record:
        return Entry(**{"record_type": self.kind.id, self.key: self.owner_at(self.owner_asked()).id})


def types_known() -> list[TypeDefinition]:
    """The record types in use of which the viewer may know, in the order of their places."""
    return [kind for kind in known().types_in_use() if knows(viewer(), kind)]


def _type_asked() -> TypeDefinition:
    """The record type of this request; 404 where the viewer is told of none."""
    given = request.args.get("type")
    types = known().types
    if given is None:
        found = types.get(_type_of_row())
    else:
        found = next((kind for kind in types.values() if kind.key == given), None)
    if found is None or found.use_state == "DRAFT" or not knows(viewer(), found):
        abort(404)
    return found


def _type_of_row() -> int:
    """The id of the record type of the entry that the address or the form names, or that a proposal holds; else 0."""
    row_id = request.form.get("id") or request.args.get("id") or request.args.get("copy")
    if row_id is None and (step := step_to_amend(Entry)) is not None:
        return int(proposed_row(step).__data__.get("record_type") or 0)
    try:
        return changes.find(viewer(), Entry, row_id).record_type_id
    except Refused:
        return 0
