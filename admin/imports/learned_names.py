"""Names of areas that imports taught: the list in which they are reviewed, several in one deed.

It is a list as any other (search, filters, order, columns, files, saved views); a deed asks first, and can be undone.
"""

from typing import Any, ClassVar

from flask_admin.model import BaseModelView
from peewee import ModelSelect

from admin.current_viewer import viewer
from admin.panel.filters import ChoiceFilter, with_all
from admin.panel.list_view import ListMixin
from admin.panel.lookups import Lookup
from admin.panel.reference_filter import ReferenceFilter, placed_in
from admin.panel.signed_in_view import SignedInView
from admin.words.coded_fields import code_choices
from admin.words.labels import label
from tansiq.imports import name_review
from tansiq.language.words import gettext, say
from tansiq.models import Area, LearnedName
from tansiq.policy.visibility import may, visible

_FILTERS: tuple[Any, ...] = (
    ChoiceFilter(
        "name_state",
        label("name_state", "learned_name"),
        lambda: with_all(code_choices("name_state")),
        lambda table, value: table.name_state == value,
        is_plain=True,
    ),
    ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it")),
    ChoiceFilter(
        "read_by",
        say("In whose imports it is read"),
        lambda: [("", gettext("All")), ("all", gettext("In everybody's")), ("own", gettext("In its teacher's alone"))],
        lambda table, value: table.is_for_all == (value == "all"),
    ),
)


class LearnedNamesPage(ListMixin, SignedInView):
    """/admin/learned-names/: what sheets called areas, what it was read as, and what became of it."""

    model = LearnedName
    title = say("Learned names")
    group = "exchange"
    icon = "area"
    empty = say("No name was learned yet. Imports learn how sheets spell the names of areas.")
    doing: ClassVar[Any] = name_review
    can_create = can_edit = is_for_administrators = False
    linked_template = ""
    filters = _FILTERS
    column_list = ("name", "area", "within", "name_state", "use_count", "file_name", "actor", "created_at")
    column_sortable_list = ("name", "name_state", "use_count", "file_name", "created_at")
    column_offered = ("is_for_all", "used_at", "import_number", "changed_at")
    order = (("created_at", True),)
    list_template = "panel/list.html"
    export_types, export_max_rows, page_size = ("csv", "xlsx"), 50_000, 25
    ajax_lookup = BaseModelView.ajax_lookup

    def __init__(self) -> None:
        # What is typed into the look-ups beside the list is answered as in any other one.
        found = [one for one in self.filters if isinstance(one, ReferenceFilter)]
        self._form_ajax_refs: dict[str, Lookup] = {one.lookup_name: one.lookup for one in found}
        super().__init__(name=self.title, endpoint="learnednames", url="learned-names")

    def is_accessible(self) -> bool:
        return super().is_accessible() and may(viewer(), "READ", LearnedName)

    def address_to_add(self, _key: str, _row: Any) -> str:
        """Nowhere: imports teach names."""
        return ""

    def order_column(self, name: str) -> Any:
        return LearnedName.spelling if name == "name" else super().order_column(name)

    def get_query(self) -> "ModelSelect[LearnedName]":
        return visible(LearnedName, viewer())
