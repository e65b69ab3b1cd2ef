"""How a day that is being typed into a form is read, so that its writer sees at once which day is meant."""

from typing import Any

from flask import Flask, abort, request

from admin.current_viewer import ROOT, viewer
from admin.panel.typed_day import typed_day


def read_typed_days(app: Flask) -> None:
    """Answer the scripts of forms at /admin/day."""
    app.add_url_rule(f"{ROOT}day", "read_day", _read_day)


def _read_day() -> Any:
    """{day, hijri, iso} of the text in ?typed=, in the reader's language; {wrong} with a sentence; {} of nothing."""
    if viewer().account_id is None:
        abort(403)
    found = typed_day(request.args.get("typed", ""))
    if found.wrong:
        return {"wrong": found.wrong}
    return {"day": found.text, "hijri": found.beside, "iso": found.iso} if found.day else {}
