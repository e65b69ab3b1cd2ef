"""The page a person sees who opens the endpoint in a browser: what this is, a first query, the limits, the codes.

One file, no script, nothing from elsewhere; the query is sent by an ordinary form.
"""

import secrets

from flask import Response, render_template

from api.http import cost, limits
from api.http.refusals import KINDS
from tansiq.language.words import N_, gettext, language

OPEN = N_("Anybody may ask, without a sign-in.")
FIRST_QUERY = """{
  coverage(within: "YE12", level: DISTRICT, by: [SECTOR]) {
    totals { organizationCount peopleTargeted peopleReached coverageRatio }
    cells { area { pcode name } sector { code name } state organizationCount gap }
  }
}"""


def page(is_open: bool, notice: str = "") -> Response:
    """The page, in the language now spoken: whether anybody may ask, and a `notice` on top."""
    nonce = secrets.token_urlsafe(16)
    codes = {code: _meaning(kind.sentence) for code, kind in KINDS.items()}
    html = render_template(
        "endpoint.html",
        gettext=gettext,
        language=language(),
        direction="rtl" if language() == "ar" else "ltr",
        nonce=nonce,
        notice=notice,
        access=gettext(OPEN) if is_open else codes["SIGN_IN_NEEDED"],
        query=FIRST_QUERY,
        limits=_limits(),
        codes=codes,
    )
    response = Response(html, mimetype="text/html")
    rules = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers["Content-Security-Policy"] = rules
    response.headers["Cache-Control"] = "no-store"
    return response


def _limits() -> list[tuple[str, int]]:
    return [
        (gettext("Bytes of a request"), limits.MOST_BYTES),
        (gettext("Words and signs of a query"), limits.MOST_WORDS),
        (gettext("Levels, fragments included"), limits.MOST_DEPTH),
        (gettext("Fields, fragments unfolded"), limits.MOST_FIELDS),
        (gettext("Renamed fields"), limits.MOST_ALIASES),
        (gettext("Questions at once"), limits.MOST_ROOTS),
        (gettext("Rows of a page"), cost.LONGEST_PAGE),
        (gettext("Values the answer could hold"), cost.MOST_VALUES),
    ]


def _meaning(sentence: str) -> str:
    """The sentence of a refusal with dots where its numbers stand."""
    return gettext(sentence, found="…", most="…", detail="…", request_id="…", scope="…")
