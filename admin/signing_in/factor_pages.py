"""The second factor in the panel: asked for after the password, set up and given up on one's own page.

signed in by password -> /admin/factor/ asks for a code -> every other page
an administrator without one, where the settings require it -> /admin/factor/new first
"""

from time import time
from typing import Any

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from markupsafe import Markup

from admin.current_viewer import is_panel_page, local, viewer
from admin.signing_in.session_keeping import idle_limit, this_id
from tansiq.accounts import second_factor
from tansiq.faults import Refused
from tansiq.language.words import gettext
from tansiq.models import Account
from tansiq.platform.settings import Settings

PASSED = "factor_given"
"""Where the cookie holds the session for which a code was given, and the second in which that was last used."""
ALWAYS = {"security.logout", "security.login", "panel.switch_language"}

pages = Blueprint("factor", __name__, url_prefix="/admin/factor")


def demand_factors(app: Flask) -> None:
    """Add the pages, and stand before all others."""
    app.register_blueprint(pages)
    app.before_request(_stand_before)


def has_passed() -> bool:
    """Whether a code was given in this session. Who is remembered gives one again after as long without use as would
    sign others out: a browser left alone for days is not enough."""
    session_id, used_at = session.get(PASSED, ("", 0))
    is_idle = session.permanent and time() - used_at > idle_limit().total_seconds()
    return bool(session_id) and session_id == this_id() and not is_idle


def _pass() -> None:
    session[PASSED] = [this_id(), int(time())]


@pages.route("/", methods=("GET", "POST"))
def index() -> Any:
    """Ask for the code."""
    account = _account()
    if not second_factor.is_on(account.id) or has_passed():
        return redirect(local(request.args.get("next")))
    error = ""
    if request.method == "POST":
        error = _fault_of_code(account)
        if not error:
            _pass()
            return redirect(local(request.args.get("next")))
    return render_template("panel/factor.html", error=error)


@pages.route("/new", methods=("GET", "POST"))
def new() -> Any:
    """Set a factor up: the picture, and a first code."""
    account = _account()
    if second_factor.is_on(account.id):
        return redirect(url_for("profile.index_view"))
    error = ""
    if request.method == "POST":
        try:
            codes = second_factor.confirm(viewer(), account, _given(), request.remote_addr)
        except Refused as refusal:
            error = str(refusal.faults[0])
        else:
            _pass()
            return render_template("panel/factor_codes.html", codes=codes)
    import segno

    secret = second_factor.unconfirmed_secret(account) or second_factor.begin(account)
    picture = segno.make(second_factor.app_address(account, secret), error="m")
    drawn = Markup(picture.svg_inline(scale=5, border=4, svgclass="factor-picture", lineclass=None))  # noqa: S704  Drawn by us.
    return render_template("panel/factor_new.html", drawn=drawn, secret=secret, error=error, is_required=_is_required())


@pages.post("/off")
def off() -> Any:
    """Do without again; a code is needed, so that a browser left open is not enough."""
    account = _account()
    if _is_required():
        flash(gettext("Administrators of this register need a second factor."), "error")
    elif error := _fault_of_code(account):
        flash(error, "error")
    else:
        second_factor.reset(viewer(), account)
        session.pop(PASSED, None)
        flash(gettext("You sign in with your password alone again."), "success")
    return redirect(url_for("profile.index_view"))


def _stand_before() -> Any:
    if not is_panel_page() or not current_user.is_authenticated or request.endpoint in ALWAYS:
        return None
    if has_passed():
        if session.permanent:
            _pass()
        return None
    if request.blueprint == "factor":
        return None
    # The account tells by itself whether a factor is in force: no page costs a statement more.
    if current_user.second_factor_at is not None:
        here = request.full_path.rstrip("?") if request.method == "GET" else "/admin/"
        return redirect(url_for("factor.index", next=here))
    return redirect(url_for("factor.new")) if _is_required() else None


def _is_required() -> bool:
    settings: Settings = current_app.config["TANSIQ"]
    return settings.two_factor_admins and viewer().is_admin


def _fault_of_code(account: Account) -> str:
    """What is wrong with the code that was given; "" where it is right."""
    try:
        second_factor.demand(account, _given(), request.remote_addr)
    except Refused as refusal:
        return str(refusal.faults[0])
    return ""


def _given() -> str:
    return request.form.get("code", "")[:40]


def _account() -> Account:
    if not current_user.is_authenticated:
        abort(404)
    return Account.get_by_id(current_user.id)
