"""The page a person sees who opens the endpoint in a browser: what this is, a first query, the limits, the codes.

One file, no script, nothing from elsewhere; the query is sent by an ordinary form.
"""

import secrets

from flask import Response, render_template

from api.http import cost, query_limits
from api.http.rate_limits import VALUES_OF_ONE
from api.planner.pages import LONGEST_PAGE
from api.refusals import REFUSALS
from tansiq.language.words import N_, direction, gettext, language

OPEN = N_("Anybody may ask, without a sign-in.")
FIRST_QUERY = """{
  coverage(within: "YE12", level: DISTRICT, by: [SECTOR]) {
    totals { organizationCount peopleTargeted peopleReached coverageRatio }
    cells { area { pcode name } sector { code name } state organizationCount gap }
  }
}"""


def landing_page(is_open: bool, a_minute: int, notice: str = "") -> Response:
    """The page, in the language now spoken: whether anybody may ask, how many questions, and a `notice` on top."""
    nonce = secrets.token_urlsafe(16)
    codes = {code: _meaning(kind.sentence) for code, kind in REFUSALS.items()}
    html = render_template(
        "landing_page.html",
        gettext=gettext,
        language=language(),
        direction=direction(),
        nonce=nonce,
        notice=notice,
        access=gettext(OPEN) if is_open else codes["SIGN_IN_NEEDED"],
        query=FIRST_QUERY,
        limits=_limits(a_minute),
        codes=codes,
    )
    response = Response(html, mimetype="text/html")
    rules = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers["Content-Security-Policy"] = rules
    response.headers["Cache-Control"] = "no-store"
    return response


def _limits(a_minute: int) -> list[tuple[str, int]]:
    return [
        (gettext("Bytes of a request"), query_limits.MOST_BYTES),
        (gettext("Words and signs of a query"), query_limits.MOST_WORDS),
        (gettext("Levels, fragments included"), query_limits.MOST_DEPTH),
        (gettext("Fields, fragments unfolded"), query_limits.MOST_FIELDS),
        (gettext("Renamed fields"), query_limits.MOST_ALIASES),
        (gettext("Questions at once"), query_limits.MOST_ROOTS),
        (gettext("Rows of a page"), LONGEST_PAGE),
        (gettext("Values the answer could hold"), cost.MOST_VALUES),
        (gettext("Questions within a minute, for one network without a token"), a_minute),
        (gettext("Values for which a question counts once more in that minute"), VALUES_OF_ONE),
    ]


def _meaning(sentence: str) -> str:
    """The sentence of a refusal with dots where its numbers stand."""
    return gettext(sentence, found="…", most="…", detail="…", request_id="…", scope="…")
