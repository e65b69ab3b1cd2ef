"""Signing in: Flask-Security on the plain tables of accounts and roles, sign-in and sign-out alone.

What else the library offers is off, and its addresses do not exist: people are entered by administrators and
set their passwords by our own links (password_pages), which need no state and say nothing to strangers.
"""

from typing import Any

from flask import Flask, abort, redirect, request, url_for
from flask_security import LoginForm, MailUtil, RoleMixin, Security, UserMixin, hash_password, user_authenticated
from flask_security.datastore import PeeweeUserDatastore

from admin.current_viewer import ROOT, local
from tansiq.accounts import lockout
from tansiq.accounts.viewers import as_viewer
from tansiq.language.words import N_, gettext
from tansiq.models import Account, AccountRole, Role
from tansiq.models.record import now
from tansiq.platform.database import db
from tansiq.platform.mail_addresses import normal_form
from tansiq.platform.settings import Settings
from tansiq.records import changes

OPEN = {"security.login", "security.logout"}
"""The pages of the library that the panel uses."""

PAUSED = N_(
    "Too many attempts failed. Wait a quarter of an hour, or ask whoever runs the register to let you try again."
)


class Person(UserMixin, Account):
    """An account as the sign-in library wants it, on the same table. Its get_id comes before Peewee's."""

    class Meta:
        table_name = "account"

    @property
    def is_active(self) -> bool:
        """Disabled and archived accounts do not sign in, and are signed out with their next request."""
        return bool(self.active) and self.archived_at is None

    @property
    def roles(self) -> list["HeldRole"]:  # type: ignore[override]  # The library declares a field; it reads alone.
        """None: what an account may do `tansiq` knows, and the library would read its roles for every page."""
        return []


class HeldRole(RoleMixin, Role):  # type: ignore[misc]  # Both declare `description`, and mean the same.
    """A role as the sign-in library wants it, on the same table."""

    class Meta:
        table_name = "role"


class SignInForm(LoginForm):
    """The library's form, with a pause after repeated failures. Who has to wait is answered alike, known or not."""

    def validate(self, **kwargs: Any) -> bool:
        attempt = lockout.at_password(self.email.data or "", request.remote_addr)
        if not attempt.is_admitted():
            # As long as looking at a real password would take.
            hash_password(self.password.data or "")
            self.form_errors.append(gettext(PAUSED))
            return False
        is_right = bool(super().validate(**kwargs))
        if is_right:
            attempt.succeeded()
        else:
            attempt.failed()
        return is_right


class OneForm(MailUtil):
    """Addresses are found under the one form in which they are stored and failures counted, not under the library's."""

    def normalize(self, email: str) -> str:
        return normal_form(email)


class AccountDatastore(PeeweeUserDatastore):
    """The accounts. Of what the library writes, only what it notes by itself is kept, through `changes`."""

    def put(self, model: Any) -> Any:
        """Keep what the library noted of an account: a password hashed anew with the present strength.

        Raises ValueError or Refused for everything else: whatever people enter goes through `tansiq`.
        """
        stored = Account.get_by_id(model.id)
        noted = {name: value for name, value in model.__data__.items() if stored.__data__.get(name) != value}
        changes.save_derived(as_viewer(stored, stored.language), stored, **noted)
        return model

    def delete(self, model: Any) -> None:
        raise RuntimeError("Accounts are archived, not deleted.")


def allow_sign_in(app: Flask, settings: Settings) -> Security:
    """Add /admin/sign-in and /admin/sign-out, and cookies that neither scripts nor other sites can use."""
    app.config.update(
        SECURITY_URL_PREFIX="/admin",
        SECURITY_LOGIN_URL="/sign-in",
        SECURITY_LOGOUT_URL="/sign-out",
        SECURITY_POST_LOGIN_VIEW=ROOT,
        SECURITY_POST_LOGOUT_VIEW="/admin/sign-in",
        SECURITY_LOGIN_USER_TEMPLATE="panel/sign_in.html",
        SECURITY_STATIC_FOLDER=None,
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106  The name of a function, not a password.
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_SINGLE_HASH={"argon2"},
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_API_ENABLED_METHODS=["session"],
        SECURITY_CLI_USERS_NAME="",
        SECURITY_CLI_ROLES_NAME="",
        SESSION_COOKIE_NAME="tansiq",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_production,
    )
    accounts = AccountDatastore(db, Person, HeldRole, AccountRole)  # type: ignore[no-untyped-call]  # Its maker is not typed.
    security = Security(app, accounts, login_form=SignInForm, mail_util_cls=OneForm)
    user_authenticated.connect(_note_sign_in, app)
    # A session cookie is the one way in: no token in a header or, worse, in an address.
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]
    app.before_request(_close_the_rest)
    app.before_request(_stay_here)
    return security


def _note_sign_in(_app: Flask, user: Person, **_rest: Any) -> None:
    account = Account.get_by_id(user.id)
    changes.save_derived(as_viewer(account, account.language), account, last_sign_in_at=now())


def _stay_here() -> Any:
    """Whoever is to be led elsewhere after signing in is led to the sign-in page alone."""
    to = request.values.getlist("next") if request.blueprint == "security" else []
    return redirect(url_for("security.login")) if any(address and local(address) != address for address in to) else None


def _close_the_rest() -> None:
    if request.blueprint == "security" and request.endpoint not in OPEN:
        abort(404)
