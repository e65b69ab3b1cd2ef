"""Definitions as documents: registers that come along, all that is defined here as a file, and another server's file,
or an XLSForm of whatever program.

    a file                      -> what would change -> "Take over"
    a register that comes along -> loaded by one click: what stands here already stays as it is

Between the two pages the document travels with the form, packed; what comes back is read and checked as any other.
"""

import base64
import binascii
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from flask import Response, abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.field_holders import address_of, holder_name, offered_holders
from admin.panel.file_names import disposition
from admin.panel.signed_in_view import SignedInView
from admin.panel.wrong_texts import flash_wrong
from tansiq.definition_documents.collecting import collect
from tansiq.definition_documents.document import LARGEST, Document, read_document, written
from tansiq.definition_documents.ready_made import ReadyMade, find_ready_made, load, ready_made
from tansiq.definition_documents.taking import TakenOver
from tansiq.definition_documents.taking_over import take_over
from tansiq.definition_documents.telling import lines
from tansiq.faults import Refused
from tansiq.language.bilingual import pick
from tansiq.language.words import ngettext, say
from tansiq.models.definitions import known
from tansiq.xlsform.tables import is_workbook
from tansiq.xlsform.taking import take_form

_MOST_LINES = 500


class DefinitionDocumentsPage(SignedInView):
    """Three ways: load, write, take over; for administrators."""

    title = say("Ready-made definitions")
    group = "settings"
    icon = "exchange"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="definitions", url="definitions")

    def is_visible(self) -> bool:
        return viewer().is_admin

    def _handle_view(self, name: str, **kwargs: Any) -> Any:
        answer = super()._handle_view(name, **kwargs)
        if answer is None and not viewer().is_admin:
            abort(403)
        return answer

    @expose("/")
    def index(self) -> Any:
        registers = [_offer(one) for one in ready_made()]
        return self.render("panel/definition_documents.html", registers=registers, defined=_defined())

    @expose("/write/")
    def write_view(self) -> Any:
        """?name=wells&name=organization, or all: the document as a file."""
        try:
            text = written(collect(request.args.getlist("name") or None))
        except Refused:
            abort(404)
        headers = {"Content-Disposition": disposition(say("Definitions"), None, "json")}
        return Response(text, content_type="application/json", headers=headers)

    @expose("/load/", methods=("POST",))
    def load_view(self) -> Any:
        """A register that comes along: what of it does not stand here yet is taken over at once."""
        try:
            name = find_ready_made(request.form.get("name", "")).name
        except Refused:
            abort(404)
        return self._done(lambda: load(viewer(), name))

    @expose("/read/", methods=("POST",))
    def read_view(self) -> Any:
        """A file: what would change by it."""
        file = request.files.get("file")
        text = file.read(LARGEST + 1) if file else b""
        if is_workbook(text):
            return self._shown_form(text, PurePath(file.filename or "") if file else PurePath())
        return self._shown_text(text)

    @expose("/take-over/", methods=("POST",))
    def take_over_view(self) -> Any:
        """The document of the page before."""
        try:
            document = read_document(_unpacked(request.form.get("document", "")))
        except Refused as refusal:
            return self._told(refusal)
        return self._done(lambda: take_over(viewer(), document))

    def _shown_text(self, text: bytes) -> Any:
        try:
            return self._shown(read_document(text))
        except Refused as refusal:
            return self._told(refusal)

    def _shown(self, document: Document) -> Any:
        try:
            taken = take_over(viewer(), document, is_trial=True)
        except Refused as refusal:
            return self._told(refusal)
        return self._shown_changes(taken, document)

    def _shown_form(self, content: bytes, called: PurePath) -> Any:
        """What would change by an XLSForm, or every fault of it at its cell."""
        try:
            form = take_form(viewer(), content, called.stem, is_trial=True)
        except Refused as refusal:
            faults = [str(fault) for fault in refusal.faults]
            return self.render("panel/definition_faults.html", faults=faults, most=_MOST_LINES)
        return self._shown_changes(form.taken, form.document, form.notes)

    def _shown_changes(self, taken: Sequence[TakenOver], document: Document, notes: Sequence[object] = ()) -> Any:
        told = {"changes": _lines(taken, {"NEW", "CHANGED"}), "same": len(_lines(taken, {"SAME"}))}
        packed, said = _packed(written(document)), [str(note) for note in notes]
        return self.render("panel/definition_changes.html", packed=packed, notes=said, most=_MOST_LINES, **told)

    def _done(self, deed: Callable[[], list[TakenOver]]) -> Any:
        try:
            taken = deed()
        except Refused as refusal:
            return self._told(refusal)
        count = len(_lines(taken, {"NEW", "CHANGED"}))
        told = ngettext("%(count)s definition is new or changed.", "%(count)s definitions are new or changed.", count)
        flash(told, "success")
        return redirect(self.get_url("fields.index", of=_first_holder(taken)))

    def _told(self, refusal: Refused) -> Any:
        flash_wrong(refusal.faults)
        return redirect(self.get_url(".index"))


@dataclass(frozen=True)
class Offer:
    """A register that comes along, as it is offered: its first record type tells what it is."""

    name: str
    title: str
    hint: str
    count: int
    is_here: bool


def _offer(one: ReadyMade) -> Offer:
    kind = one.kind
    return Offer(one.name, pick(kind, "many"), pick(kind, "hint"), len(one.document.fields), one.stands_here)


def _defined() -> list[tuple[str, str, int]]:
    """(name in the document, words, fields) of all records of which something is defined."""
    definitions, told = known(), []
    for holder in offered_holders():
        table, type_id = holder
        name = definitions.types[type_id].key if type_id else table
        told.append((name, holder_name(holder), len(definitions.all_of(holder))))
    return [one for one in told if one[2]]


def _first_holder(taken: list[TakenOver]) -> str | None:
    holders = [one.row.holder for one in taken if hasattr(one.row, "holder")]
    return address_of(holders[0]) if holders else None


def _lines(taken: Sequence[TakenOver], outcomes: set[str]) -> list[str]:
    return list(lines(one for one in taken if one.outcome in outcomes))[:_MOST_LINES]


def _packed(text: bytes) -> str:
    return base64.b64encode(zlib.compress(text, 9)).decode()


def _unpacked(packed: str) -> bytes:
    """The text of a packed document, b"" where it is none; no more of it than a document may have."""
    try:
        return zlib.decompressobj().decompress(base64.b64decode(packed, validate=True), LARGEST + 1)
    except (binascii.Error, ValueError, zlib.error):
        return b""
