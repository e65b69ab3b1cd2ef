"""Documents of all kinds: sent from the page of the record they belong to, given out through the policy as attachments
alone."""

from typing import Any, ClassVar

from flask import Response, abort, request, send_file
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel import form_keys
from admin.panel.field_groups import FieldGroup
from admin.panel.forms import show_faults, show_further
from admin.panel.save_or_propose import proposal_to_amend, redirect_to_proposal
from admin.views.of_owner import OwnedRecordView
from tansiq.faults import Refused
from tansiq.language.words import say
from tansiq.models import Document, Proposal
from tansiq.organizations import document_files
from tansiq.organizations.document_files import MEDIA_TYPES
from tansiq.platform.uploads import limit_mb
from tansiq.policy.seen_fields import may_see_field
from tansiq.proposals import documents

FILE_FACTS = ("file_name", "media_type", "size", "sha256", "created_at", "changed_at")
"""What the page of a document tells of its file."""
ENDINGS = ",".join(f".{ending}" for ending in MEDIA_TYPES)


class DocumentView(OwnedRecordView):
    """Files with a title; a file is never replaced, another document is added."""

    new_title = say("Add a document")
    groups = (FieldGroup(say("Document"), ("title",)),)
    column_sortable_list: tuple[str, ...] = ("size", "created_at")
    columns_at_owner: ClassVar[tuple[str, ...]] = ("title", "file_name", "size", "created_at")
    create_template = "panel/document_form.html"
    details_template = "panel/document.html"
    endings = ENDINGS

    @property
    def limit(self) -> int:
        """Megabytes that a file may have."""
        return limit_mb()

    def create_model(self, form: Any) -> Any:
        row: Any = self.new_row()
        self.fill_row(row, form)
        try:
            proposal = self._send(row, _sent_file())
        except Refused as refusal:
            show_faults(form, refusal)
            return False
        redirect_to_proposal(proposal)
        return row

    def show_further_faults(self, form: Any) -> None:
        if str(request.endpoint).endswith(".edit_view"):
            # Of a document that stands, no other file is taken.
            super().show_further_faults(form)
            return
        row: Any = self.new_row()
        self.fill_row(row, form)
        show_further(form, documents.faults(row, _sent_file(), is_filed=self.former() is not None))

    def _send(self, row: Document, file: documents.Sent | None) -> Proposal | None:
        amending = proposal_to_amend()
        if amending is not None:
            return documents.send_document(viewer(), row, file, amending)
        return form_keys.create(row, lambda: documents.send_document(viewer(), row, file))

    def former(self) -> Document | None:
        """What the proposal holds that the form amends: its file stays unless another one is sent."""
        amending = proposal_to_amend()
        return None if amending is None else documents.proposed_document(viewer(), amending)

    def copy_address(self, row: Any) -> str:
        # A copy would lack its file.
        return str(self.get_url(".create_view", **{self.key: row.__data__[self.key]}))

    @expose("/file/")
    def file_view(self) -> Any:
        """The file itself, to be kept and not to be opened within our own pages."""
        row = self.get_one(request.args.get("id"))
        if not may_see_field(viewer(), "file_name", row):
            abort(404)
        return given_out(row)


def _sent_file() -> documents.Sent | None:
    sent = request.files.get("file")
    return (sent.stream, sent.filename) if sent is not None and sent.filename else None


def given_out(row: Document) -> Response:
    """The file of a document as an attachment that no one on the way keeps; 404 where it is lost."""
    path = document_files.path_of_document(row.stored)
    if not path.is_file():
        abort(404)
    answer = send_file(path.resolve(), mimetype=row.media_type, as_attachment=True, download_name=row.file_name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
