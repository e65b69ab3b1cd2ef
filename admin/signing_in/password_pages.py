"""Setting a password without being signed in: asking for a link, following one, choosing the password.

/admin/password/forgotten  asks for a link by mail; says the same whoever asks
/admin/password/link       takes a link and puts its token out of sight, into the session
/admin/password/new        takes the new password, once
"""

from typing import Any

import structlog
from flask import Blueprint, Flask, flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from flask_security import logout_user
from wtforms import PasswordField
from wtforms.validators import InputRequired

from admin.panel.forms import GuardedForm, show_faults, show_further
from tansiq.accounts import lockout, password_links, passwords
from tansiq.faults import Refused
from tansiq.language.words import N_, Sentence, gettext
from tansiq.models import Account
from tansiq.platform import mailing

TOKEN = "password_token"  # noqa: S105  The name of a place in the session.

pages = Blueprint("password", __name__, url_prefix="/admin/password")


class NewPasswordForm(GuardedForm):
    """The new password, typed twice."""

    password = PasswordField(Sentence(N_("New password")), validators=[InputRequired()])
    again = PasswordField(Sentence(N_("The same once more")), validators=[InputRequired()])

    def validate(self, extra_validators: Any = None) -> bool:
        is_right = bool(super().validate(extra_validators))
        if self.password.data and self.again.data and self.password.data != self.again.data:
            self.again.errors = [gettext("The two passwords differ.")]
            return False
        return is_right

    def is_right_for(self, account: Account) -> bool:
        """Whether all was typed; where it was not, what is wrong with the new password is told too."""
        if self.validate():
            return True
        if self.password.data:
            show_further(self, passwords.faults(self.password.data, account))
        return False


def open_password_pages(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(pages)


def can_mail_links() -> bool:
    """Whether somebody who forgot their password can be sent a link: it must name an address we trust."""
    return mailing.delivers() and password_links.has_address()


@pages.route("/forgotten", methods=("GET", "POST"))
def forgotten() -> Any:
    """Ask for a link. Whether anybody has the address is not to be learnt here."""
    if request.method == "POST" and can_mail_links():
        _send_asked(request.form.get("email", "")[:255])
        said = gettext("If somebody signs in under this address, a link is on its way to it. It holds for two hours.")
        flash(said, "success")
        return redirect(url_for("security.login"))
    return render_template("panel/password_forgotten.html", can_mail=can_mail_links())


def _send_asked(email: str) -> None:
    if not lockout.at_link(email, request.remote_addr).is_admitted():
        return
    link = password_links.forgotten_password_link(email)
    if link is not None:
        password_links.send(link, "")


@pages.get("/link")
def link() -> Any:
    """Take a link; its token leaves the address, so that no page or log passes it on."""
    session[TOKEN] = request.args.get("token", "")[:500]
    return redirect(url_for(".new"))


@pages.route("/new", methods=("GET", "POST"))
def new() -> Any:
    """Choose the password."""
    token = str(session.get(TOKEN, ""))
    try:
        account = password_links.account_of(token)
    except Refused as refusal:
        session.pop(TOKEN, None)
        return render_template("panel/password_void.html", error=str(refusal.faults[0])), 410
    form: Any = NewPasswordForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.is_right_for(account) and _is_set(token, form):
        session.pop(TOKEN, None)
        if current_user.is_authenticated:
            logout_user()
        flash(gettext("Your password is set. Sign in with it."), "success")
        return redirect(url_for("security.login"))
    return render_template("panel/password_new.html", form=form, account=account)


def _is_set(token: str, form: Any) -> bool:
    try:
        account = password_links.set_by_link(token, form.password.data)
    except Refused as refusal:
        show_faults(form, refusal)
        return False
    structlog.get_logger("password").info("set by link", account=account.id)
    return True
