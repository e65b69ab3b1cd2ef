"""What the browser is told to refuse, and what the panel refuses itself: forged posts and foreign content."""

from flask import Flask, Response, g, request
from flask_wtf import CSRFProtect

from admin.current_viewer import ROOT, is_panel_page
from tansiq.platform.settings import Settings

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
    # The theme draws the arrows of its select boxes as data: pictures.
    "img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
A_YEAR = "public, max-age=31536000, immutable"


def install_browser_safety(app: Flask, settings: Settings) -> None:
    """Refuse every post to the panel that lacks the session's token, and send the headers above."""
    # The token lives as long as the session: a form left open over lunch is not lost.
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None)
    # The token stands in the body: without a bound, a body of any size would be read in search of it.
    app.config["MAX_CONTENT_LENGTH"] = (settings.upload_limit_mb + 1) * 1_000_000
    tokens = CSRFProtect(app)

    @app.before_request
    def refuse_forged_posts() -> None:
        if is_panel_page() and request.method not in {"GET", "HEAD", "OPTIONS"}:
            tokens.protect()

    @app.after_request
    def send_headers(response: Response) -> Response:
        # An error that a person meets elsewhere is told on a page of the panel.
        if request.path.startswith(ROOT) or g.get("tells_of_error"):
            response.headers.update(HEADERS)
            _say_how_long(response)
        if settings.is_production and request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response


def _say_how_long(response: Response) -> None:
    """Pages are not kept; files asked for by the digest of their content are kept for a year."""
    if is_panel_page() or g.get("tells_of_error"):
        response.headers["Cache-Control"] = "no-store"
    elif response.status_code in {200, 304} and "v" in request.args:
        response.headers["Cache-Control"] = A_YEAR
