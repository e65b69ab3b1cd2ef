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
    redirect,
    request,
    session,
    url_for,
)
from flask_login import current_user

from admin.current_viewer import ROOT, local, viewer
from admin.meetings.offered import offered, offered_for
from admin.pages.error_pages import dress_errors, is_error_page
from admin.pages.identity import emblem_file, identity, install_identity
from admin.pages.menu import menu
from admin.pages.notices import unread_text
from admin.panel.form_keys import form_key
from admin.words import coded_fields, formatting, kept_files, labels, naming, typeface
from admin.words.icons import icon
from admin.words.plain_markup import TemplateCode, plain_markup
from admin.words.unindented import Unindented
from tansiq.faults import Refused
from tansiq.language.meeting_vocabulary import TOLD_DECISION_STATES
from tansiq.language.words import LANGUAGES, direction, gettext, language, ngettext, own_name
from tansiq.models import Account, Area
from tansiq.models.site import PEOPLE_PARTS
from tansiq.notices.mentions import names_to_mention
from tansiq.platform.settings import Settings
from tansiq.records import changes

FOLDERS = {
    "panel": Path(__file__).resolve().parents[1] / "static",
    "admin": Path(flask_admin.__file__).resolve().parent / "static",
}
"""By blueprint: where its static files lie, ours and Flask-Admin's."""

panel = Blueprint(
    "panel", "admin", url_prefix="/admin", template_folder="templates", static_folder="static", static_url_path="/own"
)


def install_frame(app: Flask, settings: Settings) -> None:
    """Give all pages their words and tools, and errors a page of the same look."""
    app.register_blueprint(panel)
    install_identity(app, settings)
    app.jinja_env.code_generator_class = TemplateCode
    app.jinja_env.add_extension(Unindented)
    app.jinja_env.extend(plain_markup=plain_markup)
    app.jinja_env.globals.update(_=gettext, ngettext=ngettext, attributes=attributes, form_key=form_key, icon=icon)
    dress_errors(app)
    app.add_url_rule("/", "front_door", lambda: redirect(ROOT))

    @app.context_processor
    def tools() -> dict[str, Any]:
        if not (request.path.startswith(ROOT) or is_error_page()):
            return {}
        languages = [(code, own_name(code), direction(code)) for code in LANGUAGES]
        page = {"lang": language(), "languages": languages, "dir": direction(), "is_demo": settings.is_demo}
        tools = {"asset": asset, "current": current, "font": font, "fonts": typeface.font_digest(), "menu": menu}
        words = {
            "formatting": formatting,
            "kept_files": kept_files,
            "naming": naming,
            "labels": labels,
            "offered": offered,
            "offered_for": offered_for,
            "told_state": TOLD_DECISION_STATES.label,
            "coded_fields": coded_fields,
            "Area": Area,
            "people_parts": PEOPLE_PARTS,
            "unread_notices": unread_text,
            "names_to_mention": lambda: names_to_mention(viewer()),
            "identity": identity(settings),
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


@panel.get("/emblem")
def emblem_static() -> Response:
    """The emblem of the ministry."""
    return emblem_file()


def font(weight: str) -> str:
    """The address of a weight of the typeface, so that it may be kept for a year."""
    return url_for("panel.font_static", weight=weight, v=typeface.font_digest())


def asset(name: str, owner: str = "panel") -> str:
    """The address of a static file, with the digest of its content, so that it may be kept for a year."""
    return _asset(name, owner, request.script_root)


def current(address: str) -> str:
    """How the menu marks the entry at `address`: as the present page, or as the part in which it lies."""
    return "page" if request.path == address.partition("?")[0] else "true"


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
def _asset(name: str, owner: str, _below: str) -> str:
    digest = hashlib.sha256((FOLDERS[owner] / name).read_bytes()).hexdigest()[:12]
    return url_for(f"{owner}.static", filename=name, v=digest)


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
