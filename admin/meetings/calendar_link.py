"""What a calendar asks under a secret address: the meetings of one person, without a session and without a cookie.

/admin/calendar/meetings.ics?token=...   iCalendar; 404 for a secret that is nobody's
"""

from flask import Blueprint, Flask, Response, abort, request

from tansiq.language.words import speaking
from tansiq.meetings.calendar_address import viewer_by_secret
from tansiq.meetings.own_meetings import own_calendar

LONGEST = 200
"""Letters of a secret that are looked at."""

pages = Blueprint("calendar", __name__, url_prefix="/admin/calendar")


def open_calendars(app: Flask) -> None:
    """Add the address."""
    app.register_blueprint(pages)


@pages.get("/meetings.ics")
def link() -> Response:
    """The meetings of whoever made the address, in their language; never kept on the way (browser_safety)."""
    found = viewer_by_secret(request.args.get("token", "")[:LONGEST])
    if found is None:
        abort(404)
    with speaking(found.language):
        content = own_calendar(found)
    answer = Response(content, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = "inline; filename=meetings.ics"
    return answer
