"""What every page of the panel has: its words, its menu, its style, the language switch, and its error pages."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import flask_admin
from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user
from peewee import OperationalError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from admin.current_viewer import ROOT, is_panel_page, local, viewer
from admin.pages.menu import menu
from admin.panel.form_keys import form_key
from admin.words import formatting, labels, naming, typeface
from tansiq.faults import Refused
from tansiq.language.words import LANGUAGES, N_, direction, gettext, language, ngettext, own_name
from tansiq.models import Account, Area
from tansiq.models.site import PEOPLE_PARTS
from tansiq.platform.settings import Settings
from tansiq.records import changes

FOLDERS = {
    "panel": Path(__file__).resolve().parents[1] / "static",
    "admin": Path(flask_admin.__file__).resolve().parent / "static",
}
"""By blueprint: where its static files lie, ours and Flask-Admin's."""

ADVICE = {
    400: N_("What you typed is kept by most browsers when you go back."),
    403: N_("Whoever runs the register in your ministry can give your account more rights."),
    404: N_("The address may be mistyped, or the record is not open to your account. Search for its name in the list."),
    405: N_("It belongs to a button of another page. Go back to that page and press the button there."),
    413: N_("Send less at once, or ask whoever runs the register to allow larger files."),
    503: N_("Nothing was changed. Wait a minute, go back and send it again; what you typed is kept by most browsers."),
    500: N_("Try again in a moment. If it happens again, tell this number to whoever runs the register."),
}
"""By error: what whoever meets it can do."""

ERROR_TEXTS = {
    503: N_("The register is busy with a long piece of writing, such as an import."),
    400: N_("The page came incomplete, or was open since before you signed in. Go back, reload it and send it again."),
    403: N_("You may not do this. Sign in with an account that may."),
    404: N_("There is no such page or record."),
    413: N_("What you sent is larger than this register takes."),
    405: N_("This address cannot be opened this way."),
    500: N_("Something went wrong on our side. It was noted under the number below."),
}

A_MINUTE = 60
"""Seconds after which a browser may try again what a busy register refused."""

panel = Blueprint(
    "panel", "admin", url_prefix="/admin", template_folder="templates", static_folder="static", static_url_path="/own"
)


def install_frame(app: Flask, settings: Settings) -> None:
    """Give all pages their words and tools, and errors below /admin/ a page of the same look."""
    app.register_blueprint(panel)
    app.jinja_env.globals.update(_=gettext, ngettext=ngettext, attributes=attributes, form_key=form_key)
    app.register_error_handler(HTTPException, _error_page)
    app.register_error_handler(OperationalError, _busy_page)
    app.add_url_rule("/", "front_door", lambda: redirect(ROOT))

    @app.context_processor
    def tools() -> dict[str, Any]:
        if not request.path.startswith(ROOT):
            return {}
        languages = [(code, own_name(code), direction(code)) for code in LANGUAGES]
        page = {"lang": language(), "languages": languages, "dir": direction(), "is_demo": settings.is_demo}
        tools = {"asset": asset, "current": current, "font": font, "fonts": typeface.font_digest(), "menu": menu}
        words = {
            "formatting": formatting,
            "naming": naming,
            "labels": labels,
            "Area": Area,
            "people_parts": PEOPLE_PARTS,
        }
        return {**page, **tools, **words, "viewer": viewer(), "here": request.full_path.rstrip("?")}


@panel.post("/language")
def switch_language() -> Any:
    """Speak another language from now on, and stay on the page."""
    chosen = request.form.get("to")
    if chosen in LANGUAGES:
        session["language"] = chosen
        _remember(chosen)
    return redirect(local(request.form.get("back")))


@panel.get("/font.css")
def fonts_static() -> Response:
    """The style sheet that names the font files."""
    return Response(typeface.font_style_sheet(font), content_type="text/css; charset=utf-8")


@panel.get("/font/<weight>.woff2")
def font_static(weight: str) -> Response:
    """One weight of the typeface, cut down to the letters we write with."""
    if weight not in typeface.WEIGHTS:
        abort(404)
    return Response(typeface.woff2(weight, Path(current_app.instance_path) / "fonts"), content_type="font/woff2")


def font(weight: str) -> str:
    """The address of a weight of the typeface, so that it may be kept for a year."""
    return url_for("panel.font_static", weight=weight, v=typeface.font_digest())


def asset(name: str, owner: str = "panel") -> str:
    """The address of a static file, with the digest of its content, so that it may be kept for a year."""
    return url_for(f"{owner}.static", filename=name, v=_digest(FOLDERS[owner] / name))


def current(address: str) -> str:
    """How the menu marks the entry at `address`: as the present page, or as the part in which it lies."""
    return "page" if request.path == address else "true"


def attributes(field: Any, described_by: str) -> dict[str, Any]:
    """What an input of a form carries beside its value: its look, its keyboard, and who describes it."""
    keyboards = {"WholeField": "numeric", "AmountField": "decimal"}
    found = {
        "class": "" if field.type == "BooleanField" else "form-control",
        "aria-describedby": described_by,
        "aria-invalid": "true" if field.errors else "",
        "inputmode": keyboards.get(field.type, ""),
        "dir": "ltr" if field.type in keyboards else "auto" if field.type == "DayField" else "",
        "rows": "3" if field.type == "ParagraphField" else "",
    }
    return {name: value for name, value in found.items() if value}


@lru_cache(maxsize=64)
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _remember(chosen: str) -> None:
    """Keep the language with the account, where there is one and its owner may change it."""
    if not current_user.is_authenticated or current_user.language == chosen:
        return
    account = Account.get_by_id(current_user.id)
    account.language = chosen
    try:
        changes.save(viewer(), account)
    except Refused:
        flash(gettext("The language is kept until you sign out."), "info")


def _before() -> str:
    """The page of the panel from which the browser says it came; else the start page."""
    came_from = request.referrer or ""
    return local("/" + came_from.removeprefix(request.host_url)) if came_from.startswith(request.host_url) else ROOT


def _busy_page(error: OperationalError) -> Any:
    """SQLite has one writer at a time: whoever waited too long for an import is told so, nothing worse."""
    if "locked" not in str(error):
        raise error
    answer: Any = _error_page(ServiceUnavailable(retry_after=A_MINUTE))
    return answer


def _error_page(error: HTTPException) -> Any:
    if not is_panel_page():
        return error
    code = error.code or 500
    if code < 400:
        return error
    known = code if code in ERROR_TEXTS else 500 if code >= 500 else 404
    texts = {"text": gettext(ERROR_TEXTS[known]), "advice": gettext(ADVICE[known])}
    number = g.get("request_id") if code == 500 else None
    answer = Response(render_template("panel/error.html", code=code, number=number, back=_before(), **texts), code)
    if retry := getattr(error, "retry_after", None):
        answer.headers["Retry-After"] = str(retry)
    if allowed := getattr(error, "valid_methods", None):
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    return answer
