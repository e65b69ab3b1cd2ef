"""How a day that is being typed into a form is read, so that its writer sees at once which day is meant."""

from datetime import date
from typing import Any

from flask import Flask, abort, request

from admin.current_viewer import ROOT, viewer
from admin.words.formatting import day_text, hijri_text
from tansiq.exchange.values.dates import read_typed_day

LONGEST = 60
"""Letters of a text that may name a day."""


def read_typed_days(app: Flask) -> None:
    """Answer the scripts of forms at /admin/day."""
    app.add_url_rule(f"{ROOT}day", "read_day", _read_day)


def _read_day() -> Any:
    """{day, hijri, iso} of the text in ?typed=, in the reader's language; {wrong} with a sentence; {} of nothing."""
    if viewer().account_id is None:
        abort(403)
    found = read_typed_day(request.args.get("typed", "")[:LONGEST])
    if found is None:
        return {}
    if isinstance(found, date):
        return {"day": day_text(found), "hijri": hijri_text(found), "iso": found.isoformat()}
    return {"wrong": str(found.sentence)}
