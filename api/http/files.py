"""/files/57: a file that a row holds, for whoever the endpoint tells of it: by their token, or everybody.

who asks, counted as a question -> sees the field of the row -> the bytes, else NOT_FOUND: not theirs is not there
"""

from flask import Response, send_file

from api.filters.scopes import require_scope
from api.http.authentication import Caller
from tansiq.faults import Fault, Refused
from tansiq.files.showing import file_for
from tansiq.language.words import say
from tansiq.models import KeptFile
from tansiq.models.definitions import known
from tansiq.models.record_type import type_named
from tansiq.organizations.document_files import path_of_document


def file_answer(caller: Caller, number: int) -> Response:
    """The file with this number as an attachment. Raises Refused: NOT_FOUND, SCOPE_MISSING."""
    file = file_for(caller.viewer, number)
    if file is None or not _is_open(file):
        raise _not_found()
    require_scope(caller.viewer, type_named(str(file.owner_table)).scope)
    path = path_of_document(file.stored)
    if not path.is_file():
        raise _not_found()
    answer = send_file(path.resolve(), mimetype=file.media_type, as_attachment=True, download_name=file.file_name)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _is_open(file: KeptFile) -> bool:
    """What is personal or not published leaves the back office by no road."""
    one = known().fields.get(file.field_id)
    return one is not None and one.is_open and file.owner_id is not None


def _not_found() -> Refused:
    return Refused(Fault("NOT_FOUND", "", say("There is no such file.")))
