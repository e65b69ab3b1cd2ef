"""Long files of a person: how far they are, where they are fetched, and how the worker makes them.

The worker opens the very page that a browser would, as whoever ordered the file is at that moment.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask, Response, abort, flash, g, jsonify, redirect, request, send_file
from flask_admin import expose
from werkzeug.exceptions import HTTPException

from admin.current_viewer import viewer
from admin.panel.put_off import MOST_AT_ONCE
from admin.panel.signed_in_view import SignedInView
from admin.words.formatting import figure, size_text
from tansiq.exports import runs
from tansiq.exports.jobs import MadeFile, write_with
from tansiq.faults import Fault, Refused
from tansiq.language.vocabulary import EXPORT_STATES
from tansiq.language.words import gettext, ngettext, say, speaking
from tansiq.models import ExportRun
from tansiq.models.data_stamps import held_still
from tansiq.platform import background, uploads
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

MOST_LISTED = 50
"""Files that the list names, newest first."""


class ExportsPage(SignedInView):
    """/admin/exports/"""

    title = say("Your files")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="exports", url="/admin/exports")

    def is_visible(self) -> bool:
        """Not in the menu: whoever orders a file is led here."""
        return False

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        return [(self.get_url(".index"), str(self.title))]

    @expose("/")
    def index(self) -> Any:
        """One's own files, newest first."""
        rows = list(visible(ExportRun, viewer()).order_by(ExportRun.id.desc()).limit(MOST_LISTED))
        return self.render(
            "exports/list.html",
            rows=rows,
            states=EXPORT_STATES,
            kept_days=runs.KEPT_DAYS,
            title_of=title_of_file,
            size_of=_size,
            fetched={run.id for run in rows if runs.may_fetch(viewer(), run)},
            most_at_once=MOST_AT_ONCE,
        )

    @expose("/run/")
    def run(self) -> Any:
        """How one file is."""
        run = _find(request.args.get("id"))
        return self.render(
            "exports/run.html",
            run=run,
            title=title_of_file(run),
            size=_size(run),
            kept_until=run.changed_at + timedelta(days=runs.KEPT_DAYS),
            far=_progress(run),
            may_fetch=runs.may_fetch(viewer(), run),
            states=EXPORT_STATES,
            is_working=background.is_working(),
        )

    @expose("/progress/")
    def progress(self) -> Any:
        """The same for the script of the page."""
        return jsonify(_progress(_find(request.args.get("id"))))

    @expose("/file/")
    def file(self) -> Any:
        """The file, to its owner, while they may still see what it holds."""
        run = _find(request.args.get("id"))
        path = uploads.path_of(run.stored) if run.stored else None
        if path is None or not runs.may_fetch(viewer(), run) or not path.exists():
            abort(404)
        answer = send_file(path.resolve(), mimetype=run.media_type)
        answer.headers["Content-Disposition"] = run.disposition
        return answer

    @expose("/cancel/", methods=("POST",))
    def cancel(self) -> Any:
        """Stop the writing of a file."""
        run = _find(request.form.get("id"))
        said = gettext("Cancelled.") if runs.cancel(run) else gettext("It was done already.")
        flash(said, "success")
        return redirect(self.get_url(".index"))


def title_of_file(run: ExportRun) -> str:
    """What a file tells of and of which kind it is: History (CSV)."""
    kind = run.address.partition("?")[0].strip("/").rpartition("/")[2]
    return f"{run.what} ({kind.upper()})"


def _size(run: ExportRun) -> str:
    """The size of a file that is there, in words; "" for any other."""
    path = uploads.path_of(run.stored) if run.stored and run.state == "READY" else None
    return size_text(path.stat().st_size) if path is not None and path.exists() else ""


def _find(given: object) -> ExportRun:
    try:
        return runs.find(viewer(), given)
    except Refused:
        abort(404)


def _progress(run: ExportRun) -> dict[str, Any]:
    """How far the worker is, as the script of the page reads it."""
    far = background.how_far(run.id, {runs.JOB})
    text = ngettext("%(number)s row is written", "%(number)s rows are written", far.count, number=figure(far.count))
    waits = gettext("It waits for the worker.")
    return {
        "is_over": run.state != "WAITING",
        "text": text if far.is_running else waits,
        "count": far.count,
        "total": 0,
    }


def make_files(app: Flask) -> None:
    """Have the worker of this process make files by the pages of `app`."""

    def write(asking: Viewer, address: str, tell: Callable[[int], None]) -> MadeFile:
        with app.test_request_context(address), speaking(asking.language), held_still():
            g.viewer, g.rows_told = asking, tell
            return _made(app)

    write_with(write)


def _made(app: Flask) -> MadeFile:
    try:
        given: Any = request
        page: Any = app.view_functions[given.endpoint](**given.view_args)
        answer = app.make_response(page)
    except HTTPException:
        raise Refused(Fault("NOT_FOUND", "", say("You may no longer read what this file would hold."))) from None
    return _file_of(answer)


def _file_of(answer: Response) -> MadeFile:
    """What a page sent, if it is a file: whoever lost their rights meanwhile is sent elsewhere."""
    disposition = answer.headers.get("Content-Disposition", "")
    if answer.status_code != 200 or not disposition.startswith("attachment"):
        raise Refused(Fault("NOT_FOUND", "", say("You may no longer read what this file would hold.")))
    return MadeFile(answer.get_data(), disposition, str(answer.content_type))
