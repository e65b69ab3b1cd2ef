"""/admin/kept-file/57: a file that a row holds by an own field, for whoever sees that field of that row."""

from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, request, send_file

from admin.current_viewer import ROOT, to_sign_in, viewer
from tansiq.files.keeping import small_path
from tansiq.files.showing import file_for
from tansiq.models import KeptFile
from tansiq.organizations.document_files import path_of_document


def give_files(app: Flask) -> None:
    """Add the road."""
    app.add_url_rule(f"{ROOT}kept-file/<int:number>", "kept_file", _kept_file)


def _kept_file(number: int) -> Any:
    """The file as an attachment; with ?small=1 the small picture of a photograph, which pages show."""
    if viewer().account_id is None:
        return to_sign_in()
    file = file_for(viewer(), number) or abort(404)
    if "small" not in request.args:
        return _given(path_of_document(file.stored), file, is_shown=False)
    return _given(small_path(file.stored), file, is_shown=True) if file.is_picture else abort(404)


def _given(path: Path, file: KeptFile, is_shown: bool) -> Response:
    """The bytes, which no one on the way keeps; 404 where they are lost."""
    if not path.is_file():
        abort(404)
    answer = send_file(
        path.resolve(), mimetype=file.media_type, as_attachment=not is_shown, download_name=file.file_name
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
