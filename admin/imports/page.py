"""Importing workbooks: send a file, check its columns, look at the preview, enter it, take it back.

/imports/  list     /new/ upload     /run/?id=  the page of one import, whatever state it is in
posts: /sheet/ /columns/ /places/ /reports/ /do/ - each takes one step of tansiq.imports.runs and leads back to /run/
"""

import io
from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, flash, jsonify, redirect, request, send_file
from flask_admin import expose
from werkzeug.datastructures import FileStorage

from admin.current_viewer import viewer
from admin.imports import fragments as pages
from admin.imports import preview as previews
from admin.imports import review, sheet_kinds
from admin.imports.plan_choice import open_plans
from admin.imports.type_choice import named_reports, open_forms, open_types, type_of_code, whose
from admin.panel.file_names import country, disposition
from admin.panel.list_export import download
from admin.panel.save_or_propose import answering
from admin.panel.sheet_links import UNITS_CODE, may_import_units
from admin.panel.signed_in_view import SignedInView
from admin.panel.wrong_texts import flash_wrong
from tansiq.exchange.values.problems import Unreadable
from tansiq.faults import Refused
from tansiq.imports import made_proposals, runs, workbook_files
from tansiq.imports.place_choices import choose_places
from tansiq.imports.what_is_sent import sends_work
from tansiq.language.bilingual import pick
from tansiq.language.import_vocabulary import IMPORT_STATES
from tansiq.language.words import LANGUAGES, say, speaking
from tansiq.models import ImportRun, Site, TypeDefinition, Unit
from tansiq.models.record_type import type_of
from tansiq.notices.inbox import seen
from tansiq.platform import background, uploads
from tansiq.policy.authority import is_to_have_workbook
from tansiq.policy.visibility import may, visible

_COLUMNS = "columns"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEMPLATES = {
    "READING": "progress",
    "PLANNING": "progress",
    "APPLYING": "progress",
    "UNDOING": "progress",
    "REDOING": "progress",
    "UNDERSTOOD": _COLUMNS,
    "PLANNED": "preview",
    "APPLIED": "report",
    "UNDONE": "report",
    "FAILED": "ended",
    "DISCARDED": "ended",
}
STEPS = {
    "enter": lambda run: runs.enter(answering(), run, request.form.get("agreed", ""), False),
    "good": lambda run: runs.enter(answering(), run, request.form.get("agreed", ""), True),
    "discard": lambda run: runs.discard(viewer(), run),
    "undo": lambda run: runs.undo(viewer(), run),
    "redo": lambda run: runs.redo(viewer(), run),
    "withdraw": lambda run: made_proposals.withdraw_all(viewer(), run),
}
"""By name: what a button of a page does once it was asked about."""


class ImportsView(SignedInView):
    """The imports of the register, and the way of each of them."""

    group = "exchange"
    icon = "import"
    title = say("Import workbooks")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="imports", url="/admin/imports")

    def is_accessible(self) -> bool:
        return super().is_accessible() and may(viewer(), "READ", ImportRun)

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        above = [(self.get_url(".index"), str(self.title))]
        return above if row is None else [*above, (self.get_url(".run", id=row.id), row.file_name)]

    @property
    def can_import(self) -> bool:
        """Whether the viewer may send files."""
        return may(viewer(), "CREATE", ImportRun)

    @property
    def enters(self) -> bool:
        """Whether anything that the viewer sends is entered without a review."""
        return may(viewer(), "CREATE", Site)

    def page(self, name: str, **values: Any) -> Any:
        """A page of imports; all of them say when no worker is there."""
        return self.render(
            f"imports/{name}.html",
            pages=pages,
            kinds=sheet_kinds,
            previews=previews,
            review=review,
            is_working=background.is_working(),
            **values,
        )

    @expose("/")
    def index(self) -> Any:
        """All imports, newest first, or those in the state that the address names."""
        given = request.args.get("state")
        state = given if given in IMPORT_STATES else None
        runs_seen = visible(ImportRun, viewer()).order_by(ImportRun.id.desc())
        query = runs_seen.where(ImportRun.state == state) if state else runs_seen
        return self.page("list", chosen=IMPORT_STATES.label(state) if state else "", **pages.paged(query))

    @expose("/new/", methods=("GET", "POST"))
    def new(self) -> Any:
        """Send a file."""
        if not self.can_import:
            abort(403)
        wrong, chosen = "", request.values.get("plan", "")
        if request.method == "POST":
            try:
                run = self._upload(request.files.get("file"), chosen)
                return redirect(self.get_url(".run", id=run.id))
            except Unreadable as unreadable:
                wrong = str(unreadable)
            except Refused as refused:
                wrong = str(refused.faults[0])
        offered = {"plans": open_plans(), "types": open_types(), "units": UNITS_CODE if may_import_units() else ""}
        offered |= {"forms": open_forms(), "sends_work": sends_work(viewer())}
        offered["rounds"] = named_reports(chosen)
        offered["period"] = request.values.get("period", "")
        return self.page("upload", wrong=wrong, limit=uploads.limit_mb(), chosen=chosen, **offered)

    @expose("/template/<language>/")
    def template(self, language: str) -> Any:
        """The empty 5W workbook in a language, or that of an own record type, or of administrative units."""
        if language not in LANGUAGES:
            abort(404)
        chosen = request.args.get("type", "")
        kind = self._type(chosen)
        from tansiq.exchange.export.workbook_writer import write_template

        book = io.BytesIO()
        with speaking(language):
            if chosen == UNITS_CODE:
                return self._unit_template()
            if kind is not None:
                return self._workbook(kind, is_empty=True)
            write_template(viewer(), book)
            said = disposition(say("5W template"), country(), "xlsx")
        return download(book.getvalue(), "xlsx", said)

    @expose("/entries/")
    def entries(self) -> Any:
        """The entries of an own record type as a workbook that can be sent again."""
        kind = self._type(request.args.get("type", ""))
        return self._workbook(kind) if kind is not None else abort(404)

    def _type(self, code: str) -> TypeDefinition | None:
        try:
            return type_of_code(code)
        except Refused:
            abort(404)

    def _unit_template(self) -> Any:
        from tansiq.exchange.export.unit_sheet import write_unit_template

        book = io.BytesIO()
        write_unit_template(book)
        return download(book.getvalue(), "xlsx", disposition(type_of(Unit).many, country(), "xlsx"))

    def _workbook(self, kind: TypeDefinition, is_empty: bool = False) -> Any:
        from tansiq.exchange.export.entry_sheet import write_entries_xlsx

        book = io.BytesIO()
        write_entries_xlsx(viewer(), kind, book, is_empty)
        return download(book.getvalue(), "xlsx", disposition(pick(kind, "many"), country(), "xlsx"))

    @expose("/run/")
    def run(self) -> Any:
        run = self._find(request.args.get("id"))
        seen(viewer(), run)
        return self._shown(run)

    def _shown(self, run: ImportRun, tab: str | None = None, wrong: Sequence[str] = ()) -> Any:
        """The page of an import as it stands; of a preview a tab, and what is wrong with what was typed in it."""
        state = runs.state_of(run)
        more = previews.preview_values(run, tab) if state == "PLANNED" else {}
        values = pages.page_values(run, state) | more
        template = _TEMPLATES[state]
        if template == _COLUMNS and run.for_form is not None:
            template = "again"
        return self.page(template, run=run, state=state, **values | {"errors": [*values["errors"], *wrong]})

    @expose("/progress/")
    def progress(self) -> Any:
        """How far the worker is, for the script of the page."""
        return jsonify(pages.progress(self._find(request.args.get("id"))))

    @expose("/sheet/", methods=("POST",))
    def sheet(self) -> Any:
        """Read another sheet of the file, or the same with what is hidden in it."""
        hidden = request.form.get("hidden")
        sheet, with_hidden = request.form.get("sheet", ""), hidden == "1" if hidden else None
        return self._step(lambda run: runs.choose_sheet(viewer(), run, sheet, with_hidden))

    @expose("/reports/", methods=("POST",))
    def reports(self) -> Any:
        """Compare reports anew, to be submitted or to be kept as drafts."""
        return self._step(lambda run: runs.choose_deed(viewer(), run, request.form.get("submits") == "1"))

    @expose("/columns/", methods=("POST",))
    def columns(self) -> Any:
        """Take the columns as chosen."""
        taken = {name.removeprefix("column-"): text for name, text in request.form.items() if name[:7] == "column-"}
        country = request.form.get("country", "")
        return self._step(lambda run: runs.choose_columns(viewer(), run, taken, country))

    @expose("/places/", methods=("POST",))
    def places(self) -> Any:
        """Say what unknown names of areas mean, and have the rows compared anew; what is refused stands as typed."""
        run = self._find(request.form.get("id"))
        try:
            choose_places(viewer(), run, previews.places_given(request.form))
        except Refused as refused:
            if runs.state_of(run) == "PLANNED":
                return self._shown(run, "places", [str(fault) for fault in refused.faults])
            flash_wrong(refused.faults)
        return redirect(self.get_url(".run", id=run.id))

    @expose("/confirm/")
    def confirm(self) -> Any:
        """Ask before a deed."""
        run, deed = self._find(request.args.get("id")), request.args.get("deed", "")
        question = pages.confirmation(run, deed)
        if question is None:
            return redirect(self.get_url(".run", id=run.id)) if deed in STEPS else abort(404)
        return self.page("confirm", run=run, deed=deed, question=question, tally=pages.from_json(run.tally))

    @expose("/do/", methods=("POST",))
    def do(self) -> Any:
        return self._step(STEPS.get(request.form.get("deed", "")) or abort(400))

    @expose("/marked/")
    def marked(self) -> Any:
        """The workbook with its faulty cells marked."""
        run = self._find_own(request.args.get("id"))
        path = workbook_files.marked_of(run.stored) if run.stored else None
        if path is None or not path.exists():
            abort(404)
        return send_file(path.resolve(), mimetype=_XLSX, as_attachment=True, download_name=pages.marked_name(run))

    @expose("/original/")
    def original(self) -> Any:
        """The file as it was sent."""
        run = self._find_own(request.args.get("id"))
        path = uploads.path_of(run.stored) if run.stored else None
        if path is None or not path.exists():
            abort(404)
        kind = "application/octet-stream"
        return send_file(path.resolve(), mimetype=kind, as_attachment=True, download_name=run.file_name)

    @expose("/interventions/")
    def interventions(self) -> Any:
        """The interventions that an import entered or changed."""
        run = self._find(request.args.get("id"))
        return self.page("interventions", run=run, **pages.paged(runs.interventions_of(viewer(), run)))

    def _upload(self, sent: FileStorage | None, chosen: str) -> ImportRun:
        """Keep what was sent: a 5W sheet, items of the plan with this id, entries of the type with this code, units."""
        if sent is None or not sent.filename:
            raise Unreadable(say("Choose a file first."))
        with sent.stream as source:
            return runs.upload(viewer(), source, sent.filename, whose(chosen, request.form.get("period", "")))

    def _find(self, given: object) -> ImportRun:
        try:
            return runs.find(viewer(), given)
        except Refused:
            abort(404)

    def _find_own(self, given: object) -> ImportRun:
        """The run whose workbook the viewer may have; for others there is no such file."""
        run = self._find(given)
        return run if is_to_have_workbook(viewer(), run) else abort(404)

    def _step(self, step: Callable[[ImportRun], object]) -> Any:
        """Take a step, say what is refused, and show how the import stands."""
        run = self._find(request.form.get("id"))
        try:
            step(run)
        except Unreadable as unreadable:
            flash(str(unreadable), "error")
        except Refused as refused:
            for fault in refused.faults:
                flash(str(fault), "error")
        return redirect(self.get_url(".run", id=run.id))
