"""Likely twins of organisations: the queue of those who look after one of the two, and the merge of two, side by side.

/twins/          pairs, the likeliest first: merge..., or not the same (which can be taken back at once)
/twins/merge/    field by field, which value stands; what refers to the one refers to the other afterwards
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import local, viewer
from admin.panel.list_export import TYPES, TableFile, list_file
from admin.panel.signed_in_view import SignedInView
from admin.panel.undo_offers import flash_with_button
from admin.twins.choosing import chosen_fields, field_choices
from admin.words.labels import table_label
from admin.words.naming import call_rows, name_of
from tansiq.faults import Refused
from tansiq.language.digits import whole
from tansiq.language.words import gettext, listed, ngettext, say
from tansiq.models import Organization, TwinDecision
from tansiq.policy.visibility import may, visible
from tansiq.records import changes
from tansiq.records.backlinks import count_links, links_seen
from tansiq.records.undoing import RowLeft
from tansiq.twins.deciding import keep_apart, take_back
from tansiq.twins.finding import LikelyPair, likely_pairs, likeness_of
from tansiq.twins.merging import may_merge, merge

AT_ONCE = 15
DEEPEST = 10_000
MOST_EXPORTED = 5_000
LONGEST_NOTE = 2_000


class NamedPair(NamedTuple):
    """A pair of likely twins with its rows; whether the viewer may merge them, and say that they are not the same."""

    pair: LikelyPair
    first: Organization
    second: Organization
    may_merge: bool
    may_decide: bool


class TwinsPage(SignedInView):
    """Which organisations are likely one."""

    title = say("Likely twins")
    group = "register"
    icon = "group"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="twins", url="/admin/twins")

    def is_accessible(self) -> bool:
        return super().is_accessible() and may(viewer(), "READ", TwinDecision)

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        return [(self.get_url(".index"), str(self.title))]

    @expose("/")
    def index(self) -> Any:
        """The queue, a page of it."""
        found, page = likely_pairs(viewer()), min(whole(request.args.get("page")) or 0, DEEPEST)
        shown = found[page * AT_ONCE : (page + 1) * AT_ONCE]
        has_next = len(found) > (page + 1) * AT_ONCE
        known = {"count": len(found), "page": page, "has_next": has_next, "most_exported": MOST_EXPORTED}
        return self.render("panel/twins.html", pairs=named_pairs(shown), **known)

    @expose("/export/<kind>/")
    def export_view(self, kind: str) -> Any:
        """The queue as a file of one of TYPES."""
        if kind not in TYPES:
            abort(404)
        titles = [gettext("One organisation"), gettext("The other organisation"), gettext("Score"), gettext("Why")]
        rows = (
            [name_of(one.first), name_of(one.second), str(one.pair.likeness.percent), str(one.pair.likeness.in_words)]
            for one in named_pairs(likely_pairs(viewer())[:MOST_EXPORTED])
        )
        return list_file(kind, TableFile(self.title, None, []), titles, rows)

    @expose("/apart/", methods=("POST",))
    def apart_view(self) -> Any:
        """Two are not the same; it can be taken back at once."""
        one, other = self._two()
        note = (request.form.get("note") or "").replace("\x00", "").strip()[:LONGEST_NOTE]
        back = self._back()
        try:
            row = keep_apart(viewer(), one, other, note)
        except Refused as refusal:
            return self._told(refusal, back)
        text = gettext("Kept apart: nobody is warned of these two any more.")
        flash_with_button(text, self.get_url(".again_view"), gettext("Undo"), id=row.id, version=row.version, back=back)
        return redirect(back)

    @expose("/again/", methods=("POST",))
    def again_view(self) -> Any:
        """Forget such a decision: the pair is told again."""
        back = self._back()
        try:
            row = changes.find(viewer(), TwinDecision, request.form.get("id"))
            row.version = whole(request.form.get("version")) or 0
            take_back(viewer(), row)
        except Refused as refusal:
            return abort(404) if refusal.code == "NOT_FOUND" else self._told(refusal, back)
        flash(gettext("Taken back: the two are told as likely twins again."), "success")
        return redirect(back)

    @expose("/merge/", methods=("GET", "POST"))
    def merge_view(self) -> Any:
        """Two side by side; sent, the second is merged into the first."""
        winner, loser = self._two()
        if not may_merge(viewer(), winner, loser):
            abort(403)
        if request.method == "GET":
            return self._side_by_side(winner, loser)
        for row, name in ((winner, "winner_version"), (loser, "loser_version")):
            row.version = whole(request.form.get(name)) or 0
        try:
            merged = merge(viewer(), winner, loser, chosen_fields(winner, loser))
        except Refused as refusal:
            return self._side_by_side(*self._two(), refusal)
        if merged.left:
            flash(_left_text(merged.left), "warning")
        text = gettext("Merged. What referred to %(name)s refers to this organisation now.", name=name_of(loser))
        flash_with_button(text, self.get_url("batches.undo_view"), gettext("Undo"), id=merged.batch.id)
        return redirect(self.get_url("organization.details_view", id=winner.id))

    def _side_by_side(self, winner: Organization, loser: Organization, refusal: Refused | None = None) -> Any:
        call_rows([winner, loser], viewer())
        page = self.render(
            "panel/twins_merge.html",
            winner=winner,
            loser=loser,
            choices=field_choices(winner, loser),
            moving=sum(count_links(viewer(), loser, links_seen(viewer(), loser)).values()),
            likeness=likeness_of(viewer(), winner, loser),
            is_joined=winner.canonical_id is not None or loser.canonical_id is not None or winner.id == loser.id,
            refusal=refusal,
        )
        return (page, 403) if refusal is not None and refusal.code == "FORBIDDEN" else page

    def _two(self) -> tuple[Organization, Organization]:
        """The two organisations that the request names; 404 where one of them is not seen."""
        given = request.values.get
        try:
            first = changes.find(viewer(), Organization, given("first"))
            return first, changes.find(viewer(), Organization, given("second"))
        except Refused:
            abort(404)

    def _back(self) -> str:
        """Where the button stood, else the queue."""
        given = request.form.get("back")
        return local(given) if given else str(self.get_url(".index"))

    def _told(self, refusal: Refused, back: str) -> Any:
        for text in dict.fromkeys(str(fault) for fault in refusal.faults):
            flash(text, "error")
        return redirect(back)


def named_pairs(pairs: Iterable[LikelyPair]) -> list[NamedPair]:
    """Pairs with their rows and what the viewer may do; a few statements for a page of them."""
    pairs = list(pairs)
    ids = {row_id for one in pairs for row_id in (one.first_id, one.second_id)}
    seen = visible(Organization, viewer()).where(Organization.id.in_(sorted(ids))) if ids else ()
    rows = {row.id: row for row in seen}
    changing = {row_id for row_id, row in rows.items() if may(viewer(), "CHANGE", row)}
    return [
        NamedPair(
            one,
            rows[one.first_id],
            rows[one.second_id],
            {one.first_id, one.second_id} <= changing,
            bool({one.first_id, one.second_id} & changing),
        )
        for one in pairs
        if {one.first_id, one.second_id} <= rows.keys()
    ]


def _left_text(left: list[RowLeft]) -> str:
    """That some rows could not be changed now: they name the merged organisation, and count for this one."""
    return ngettext(
        "%(count)s record could not be changed now and still names the merged organisation: %(kinds)s",
        "%(count)s records could not be changed now and still name the merged organisation: %(kinds)s",
        len(left),
        kinds=listed(sorted({str(table_label(one.model._meta.table_name)) for one in left})),
    )
