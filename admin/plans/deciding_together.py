"""What the queues of demands and of comments share: their pages, what was chosen, the deed, and the way back."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, flash, redirect, request
from flask_admin.babel import Translations
from peewee import ModelSelect
from wtforms import Form
from wtforms.meta import DefaultMeta

from admin.current_viewer import local
from admin.panel.lookups import Lookup, ReferenceField
from admin.panel.save_or_propose import save_or_propose
from admin.panel.undo_offers import flash_with_button
from admin.panel.wrong_texts import flash_wrong
from admin.words.labels import kind_label
from tansiq.faults import Refused
from tansiq.language.cleaning import clean_lines
from tansiq.language.digits import whole
from tansiq.language.words import gettext, say
from tansiq.models import PlanItem
from tansiq.policy.viewer import Viewer

AT_ONCE = 25
DEEPEST = 10_000
MOST = 100
"""Rows that are decided at once."""
LONGEST_ANSWER = 2_000


def takes_more(table: Any) -> Any:
    """The condition that something may be taken into an item: it was not given up."""
    return table.item_state != "CANCELLED"


class ItemForm(Form):
    """The one field by which an item of a plan is chosen."""

    class Meta(DefaultMeta):
        def get_translations(self, form: Any) -> Translations:
            return Translations()

    item = ReferenceField(kind_label("plan_item"), Lookup("item", PlanItem, takes_more))


def item_field(given: Any = None) -> Any:
    """That field, filled with what was sent; without scripts the name of an item is sent as it was typed."""
    form = ItemForm(given)
    if given is not None:
        form.validate()
    return form.item


class DecidingTogetherMixin:
    """Deeds on one row or on several that wait for a decision."""

    get_url: Any
    get_own: Any
    may_act: Any

    def item_field(self) -> Any:
        """The field by which an item is chosen to take rows into."""
        return item_field()

    def _queued(self, query: "ModelSelect[Any]") -> dict[str, Any]:
        """The rows of the page of a queue that the address asks for, and where that stands; for whoever decides."""
        if not self.may_act("CHANGE"):
            abort(403)
        page = min(whole(request.args.get("page")) or 0, DEEPEST)
        found = list(query.limit(AT_ONCE + 1).offset(page * AT_ONCE))
        return {"rows": found[:AT_ONCE], "page": page, "has_next": len(found) > AT_ONCE}

    def _chosen(self) -> list[Any]:
        """The rows that were sent, each one that the viewer may change or propose to change."""
        rows = [self.get_own("CHANGE", given) for given in dict.fromkeys(request.form.getlist("row")[:MOST])]
        if not rows:
            flash_wrong([say("Choose at least one record first.")])
            abort(self._back())
        return rows

    def _words(self, name: str) -> str:
        """The answer or reason that was typed. Goes back where it is too long, and says so."""
        text = clean_lines(request.form.get(name) or "")
        if len(text) > LONGEST_ANSWER:
            told = say("At most %(most)s letters fit here; this has %(found)s.", most=LONGEST_ANSWER, found=len(text))
            flash_wrong([told])
            abort(self._back())
        return text

    def _do(self, deed: Callable[[Viewer], object]) -> bool:
        """Do a deed, or propose it and go to the proposal; False where it is refused, which is told."""
        try:
            save_or_propose(deed)
        except Refused as refusal:
            flash_wrong(refusal.faults)
            return False
        return True

    def _tell(self, rows: Sequence[Any], text: str, undo: str = ".reopen_view") -> None:
        """Say what was done; of one row alone a button takes it back."""
        if len(rows) == 1:
            flash_with_button(text, self.get_url(undo), gettext("Undo"), row=rows[0].id)
        else:
            flash(text, "success")

    def _undone(self, deed: Callable[[Viewer, Any], object], text: str) -> Any:
        """Take something back from the one row that was sent."""
        [row] = self._chosen()[:1]
        if self._do(lambda acting: deed(acting, row)):
            flash(text, "success")
        return self._back()

    def _back(self) -> Any:
        return redirect(local(request.form.get("back") or self.get_url(".queue_view")))
