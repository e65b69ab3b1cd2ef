"""Where the page of a report stands: one address for a form, a unit and a period, begun or not."""

from urllib.parse import urlencode

from flask import url_for


def fill_address(form_id: int, unit_id: int | str, period_key: str) -> str:
    """The address of the page on which a report is filled, read and approved."""
    asked = urlencode({"form": form_id, "unit": unit_id, "period": period_key})
    return f"{url_for('admin.index')}reports/fill/?{asked}"
