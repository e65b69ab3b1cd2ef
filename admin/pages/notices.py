"""The bell, and behind it what concerns whoever signed in: unread first, each leading to what it is about.

?show=unread&kind=LICENCE_DUE&page=1      /open/?id= marks one as read and leads to its subject
"""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose

from admin.current_viewer import local, viewer
from admin.pages.notice_subjects import Subject, subjects_of
from admin.panel.signed_in_view import SignedInView
from admin.words.formatting import number_text
from tansiq.faults import Refused
from tansiq.language.digits import whole
from tansiq.language.words import gettext, say
from tansiq.notices import inbox
from tansiq.notices.kinds import kind_of, kinds

PAGE = 25
"""Lines of one page."""
DEEPEST = 10_000

LISTS: dict[str, dict[str, Any]] = {
    "PROPOSAL_DECIDED": {"endpoint": "proposal.index_view", "show": "own"},
    "LICENCE_DUE": {"endpoint": "renewals.index"},
    "OVERLAP_FOUND": {"endpoint": "overlap.new_view"},
    "CASE": {"endpoint": "cases.index"},
    "IMPORT_ENDED": {"endpoint": "imports.index"},
    "EXPORT_ENDED": {"endpoint": "exports.index"},
}
"""By kind: the page on which all of it stands, for those that are not named one by one."""


class NoticesPage(SignedInView):
    """What concerns oneself, and nobody else reads. It is reached by the bell."""

    title = say("Your notices")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="notices", url="/admin/notices")

    @expose("/")
    def index(self) -> Any:
        """The lines asked for, a page at a time."""
        kind, is_unread = request.args.get("kind", ""), request.args.get("show") == "unread"
        kind = kind if kind_of(kind) else ""
        page = min(whole(request.args.get("page")) or 0, DEEPEST)
        found = inbox.lines(viewer(), kind, is_unread, page, PAGE)
        return self.render(
            "panel/notices.html",
            lines=found[:PAGE],
            has_next=len(found) > PAGE,
            page=page,
            kind=kind,
            show="unread" if is_unread else "",
            kinds=kinds(),
            until=inbox.newest_id(viewer()),
            unread=inbox.unread_count(viewer()),
            subjects=subjects_of(viewer(), [notice for line in found[:PAGE] for notice in line.notices]),
            list_of=list_of,
        )

    @expose("/open/")
    def open(self) -> Any:
        """Lead to what one notice is about, which counts as read from now on."""
        try:
            notice = inbox.open_notice(viewer(), request.args.get("id"))
        except Refused:
            abort(404)
        subject = subjects_of(viewer(), [notice]).get(notice.id, Subject())
        if not subject.address:
            flash(gettext("What this was about is no longer open to you."), "info")
        return redirect(subject.address or self.get_url(".index"))

    @expose("/read/", methods=("POST",))
    def read(self) -> Any:
        """Mark one line, or all that stood on the page, as read."""
        inbox.mark_read(viewer(), whole(request.form.get("until")) or 0, request.form.get("bundle", ""))
        return redirect(local(request.form.get("back") or self.get_url(".index")))


def list_of(kind: str) -> str:
    """The address of the page on which all of a kind stands; "" where there is none."""
    return url_for(**LISTS[kind]) if kind in LISTS else ""


def unread_text() -> str:
    """How much is new, as the bell shows it: "", "7" or "99+"."""
    count = inbox.unread_count(viewer())
    most = inbox.MOST_COUNTED
    return f"{number_text(most)}+" if count > most else number_text(count) if count else ""
