"""Working in the outline of a plan: one piece of HTML that every deed gives back, as it is afterwards.

GET  /admin/outline/?id=1&open=3.5&at=12     the piece: the tree, and the forms of the item that is worked on
POST /admin/outline/add|save|move|remove/    a deed; a script gets the piece again (X-Piece: outline), others the page

What is refused is told in the piece, or on the page; nothing is changed then.
"""

from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, redirect, request
from flask_admin import expose
from flask_admin.helpers import get_form_data
from werkzeug.datastructures import MultiDict

from admin.current_viewer import viewer
from admin.panel.all_faults import show_all_faults
from admin.panel.forms import fill, initial_values, row_form_of, show_faults, whole_or_zero
from admin.panel.save_or_propose import may_act, save_or_propose, save_row
from admin.panel.signed_in_view import SignedInView
from admin.panel.undo_offers import flash_with_button
from admin.panel.wrong_texts import flash_wrong
from admin.plans.outline import Outline, above, outline_of
from admin.words.naming import name_of
from tansiq.faults import Fault, Refused
from tansiq.language.arabic import fold
from tansiq.language.digits import whole
from tansiq.language.words import Sentence, gettext, ngettext, say
from tansiq.models import Plan, PlanItem
from tansiq.plans import moving
from tansiq.plans.moving import Place
from tansiq.plans.versions import require_standing_plan
from tansiq.records import changes

SAID = ("item_kind", "name_ar", "name_en", "starts_on", "ends_on")
REPORTED = ("item_state", "progress", "reported_on", "remark")
"""Fields that are changed in place: what the plan says of an item, and what is reported of it."""
NEW = ("item_kind", "name_ar", "name_en")

Deed = Callable[[], object]


class OutlinePage(SignedInView):
    """/admin/outline/: it has no entry in the menu, as it is a piece of the page of a plan."""

    title: Sentence = say("Outline")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="outline", url="outline")

    def is_visible(self) -> bool:
        return False

    @expose("/")
    def index(self) -> Any:
        """The piece by itself."""
        return self.piece(self._outline(request.args))

    @expose("/add/", methods=("POST",))
    def add_view(self) -> Any:
        """Enter an item under another one, after it, or at the end of the first level."""
        outline = self._outline(request.form)
        form = new_item_form(get_form_data())
        row = PlanItem(plan=outline.plan.id)
        _read(form, row, NEW)

        def deed() -> None:
            place = _place_of_new(outline)
            # The order that was seen is that of the item's own branch; at the end of another one it says nothing.
            seen = _seen() if place.position is not None else ""
            save_row(row, lambda acting: moving.add_item(acting, row, place, seen))

        return self._answer(outline, form, deed, lambda: row.id)

    @expose("/save/", methods=("POST",))
    def save_view(self) -> Any:
        """Change an item where it stands."""
        outline, item = self._item()
        form = item_form(outline, item, get_form_data())
        _read(form, item, [name for name in (*SAID, *REPORTED) if name in form])

        def deed() -> None:
            moving.require_standing(item)
            item.version = whole_or_zero(form.version.data)
            save_row(item, lambda acting: changes.save(acting, item))

        return self._answer(outline, form, deed, lambda: item.id)

    @expose("/move/", methods=("POST",))
    def move_view(self) -> Any:
        """Move an item: a step up or down, in or out, under another one, or to a place of its own."""
        outline, item = self._item()
        make = _MOVES.get(request.form.get("deed", "")) or abort(404)
        # Whoever moves by keys or by dragging works on no item, or on another one.
        at = whole(request.form.get("at"))
        return self._answer(
            outline, None, lambda: save_or_propose(lambda acting: make(acting, item)), lambda: at, item.id
        )

    @expose("/remove/", methods=("POST",))
    def remove_view(self) -> Any:
        """Archive an item with all that stands under it; one button takes it back."""
        outline, item = self._item()

        def deed() -> None:
            moving.require_standing(item)
            branch = moving.branch_of(item)
            batch = moving.remove_branch(viewer(), item)
            said = ngettext("%(count)s item was archived.", "%(count)s items were archived.", len(branch))
            flash_with_button(said, self.get_url("batches.undo_view"), gettext("Undo"), id=batch.id)

        return self._answer(outline, None, deed, lambda: item.parent_id)

    def piece(self, outline: Outline, form: Any = None, faults: tuple[Fault, ...] = ()) -> Any:
        """The outline as it is now; `form` is one that was sent and is shown again with what is wrong in it."""
        return self.render("plans/outline.html", **piece_values(outline, form, faults))

    def _outline(self, given: Any) -> Outline:
        try:
            return outline_of(changes.find(viewer(), Plan, given.get("id")), given)
        except Refused:
            abort(404)

    def _item(self) -> tuple[Outline, PlanItem]:
        """The item that a form is about, with its plan; whoever may not change it is sent away."""
        try:
            item = changes.find(viewer(), PlanItem, request.form.get("item"))
        except Refused:
            abort(404)
        if not may_act("CHANGE", item):
            abort(403)
        return self._outline(MultiDict({"open": request.form.get("open", ""), "id": item.plan_id, "at": item.id})), item

    def _answer(
        self, outline: Outline, form: Any, deed: Deed, at: Callable[[], int | None], moved: int | None = None
    ) -> Any:
        """Do a deed and show the outline as it is then; where it is refused, as it was, with what is wrong.

        `form` was read before; `at` is the item that is worked on afterwards; `moved` one that is to be seen where it
        stands then.
        """
        faults: tuple[Fault, ...] = ()
        if form is None or not form.errors:
            try:
                require_standing_plan(outline.plan)
                deed()
            except Refused as refusal:
                faults = refusal.faults
                if form is not None:
                    show_faults(form, refusal)
        is_wrong = bool(faults or (form is not None and form.errors))
        opened = tuple({*outline.opened, *above(outline.plan, moved)}) if moved else outline.opened
        after = Outline(outline.plan, opened, outline.at if is_wrong and not moved else at())
        if request.headers.get("X-Piece") == "outline":
            return self.piece(after, form if is_wrong else None, faults)
        if form is not None and is_wrong:
            # A redirect would lose what was typed.
            return self.render(
                "plans/refused.html", plan=after.plan, name=name_of(after.plan), **piece_values(after, form, faults)
            )
        flash_wrong(faults)
        return redirect(after.address(at=after.at) + (f"#item-{moved}" if moved and not after.at else ""))


def _read(form: Any, row: PlanItem, names: Sequence[str]) -> None:
    """Fill an item with what was sent; where some of it could not be read, all else that is wrong is told too."""
    before = row.values() if row.id else {}
    is_read = form.validate()
    fill(row, form, names)
    if not is_read:
        show_all_faults(form, row, before)


def piece_values(outline: Outline, sent: Any = None, faults: tuple[Fault, ...] = ()) -> dict[str, Any]:
    """What the template of the piece shows: the tree and the forms of the item that is worked on.

    `sent` is a form that is shown again with what is wrong in it; where it stands there no more, as its item was
    archived, that and the `faults` are told above the tree.
    """
    at = standing_item(outline)
    forms = {"new": new_item_form(None)} if outline.may_restructure else {}
    if at is not None:
        forms["item"] = item_form(outline, at, None)
    if sent is not None:
        forms["new" if sent._prefix else "item"] = sent
    is_shown = sent is not None and (outline.may_restructure if sent._prefix else at is not None)
    return {
        "outline": outline,
        "at": at,
        "forms": forms,
        "faults": [] if is_shown else _texts(sent, faults),
        "is_refused": bool(faults) or sent is not None,
    }


def _texts(form: Any, faults: tuple[Fault, ...]) -> list[str]:
    """What is wrong, by itself."""
    if form is None:
        return [str(fault) for fault in faults]
    found = [str(text) for text in form.form_errors]
    return found + [f"{field.label.text}: {text}" for field in form for text in field.errors]


def item_form(outline: Outline, item: PlanItem, given: Any) -> Any:
    """The form of one item in the outline: of an adopted plan only what is reported."""
    names = (*SAID, *REPORTED) if outline.may_restructure else REPORTED
    return row_form_of(PlanItem, names, {})(given, data=initial_values(item))


def new_item_form(given: Any) -> Any:
    """The form of an item that is to be added."""
    return row_form_of(PlanItem, NEW, {})(given, prefix="new-")


def standing_item(outline: Outline) -> PlanItem | None:
    """The item that is worked on, if it stands in the plan and the viewer may change it."""
    return next((row for row in outline.rows if row.id == outline.at), None) if outline.may_change else None


def _seen() -> str:
    return request.form.get("seen", "")


def _place_of_new(outline: Outline) -> Place:
    """Where the new item is to stand, as the button says: under the item, after it, or last on the first level."""
    given, where = request.form.get("item"), request.form.get("where")
    if not given:
        return Place(None)
    item = changes.find(viewer(), PlanItem, given)
    if item.plan_id != outline.plan.id:
        abort(404)
    return Place(item.id) if where == "under" else moving.after(item)


def _under(acting: Any, item: PlanItem) -> object:
    """Under the item whose code was typed; a blank one leads to the first level."""
    typed = fold(request.form.get("code", ""))
    if not typed:
        return moving.move_item(acting, item, Place(None), _seen())
    rows: Any = PlanItem.select().where(PlanItem.plan == item.plan_id, PlanItem.archived_at.is_null())
    found = next((row for row in rows if fold(row.code) == typed), None)
    if found is None:
        text = say("No item of this plan has the code “%(code)s”.", code=request.form.get("code", ""))
        raise Refused(Fault("NOT_FOUND", "code", text))
    return moving.move_item(acting, item, Place(found.id), _seen())


def _beside(acting: Any, item: PlanItem) -> object:
    """To the place of a line on which it was dropped: before or after it, or under it."""
    target = changes.find(viewer(), PlanItem, request.form.get("target"))
    if target.plan_id != item.plan_id:
        abort(404)
    where = request.form.get("where")
    if where == "under":
        return moving.move_item(acting, item, Place(target.id), _seen())
    place = moving.place_of(target) + (where == "after")
    if target.parent_id == item.parent_id and moving.place_of(item) < moving.place_of(target):
        # Once it is taken out, what stood behind it moves up by one.
        place -= 1
    return moving.move_item(acting, item, Place(target.parent_id, place), _seen())


_MOVES: dict[str, Callable[[Any, PlanItem], object]] = {
    "up": lambda acting, item: moving.move_by(acting, item, -1, _seen()),
    "down": lambda acting, item: moving.move_by(acting, item, 1, _seen()),
    "in": lambda acting, item: moving.indent(acting, item, _seen()),
    "out": lambda acting, item: moving.outdent(acting, item, _seen()),
    "under": _under,
    "beside": _beside,
}
"""What the buttons of a line are called, and what they do."""
