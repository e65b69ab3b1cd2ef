"""Files that take long are written by the worker: the page that would send them leads to one that tells progress."""

from typing import Any

from flask import g, redirect, request, url_for

from admin.current_viewer import viewer
from admin.panel.wrong_texts import flash_wrong
from tansiq.exports import runs
from tansiq.faults import Refused
from tansiq.language.words import Sentence

MOST_AT_ONCE = 5_000
"""Rows of a file that is sent at once: a workbook of as many takes a second or two, in which a person waits."""


def put_off(is_long: bool, what: Sentence | str) -> Any:
    """The way to the page of the file that this request asks for, if it is long; None where it is written now."""
    if not is_long or "rows_told" in g:
        return None
    try:
        run = runs.order(viewer(), request.full_path, str(what))
    except Refused as refused:
        flash_wrong(refused.faults)
        return redirect(url_for("exports.index"))
    return redirect(url_for("exports.run", id=run.id))
