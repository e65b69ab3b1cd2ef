"""One's own page: who one is here, and another password."""

from typing import Any

from flask import flash, redirect, request, session
from flask_admin import expose
from flask_login import current_user
from flask_security import login_user
from wtforms import PasswordField
from wtforms.validators import InputRequired

from admin.current_viewer import viewer
from admin.meetings.own_calendar import OwnCalendarMixin
from admin.panel.forms import show_faults
from admin.panel.signed_in_view import SignedInView
from admin.signing_in.password_pages import NewPasswordForm
from admin.signing_in.session_ending import end_or_ask, sessions_of
from admin.signing_in.sign_in import PAUSED, Person
from admin.views.account import rights_summary
from tansiq.accounts import lockout, passwords, second_factor, sessions
from tansiq.faults import Refused
from tansiq.language.vocabulary import DIGESTS
from tansiq.language.words import N_, Sentence, gettext, say
from tansiq.meetings.calendar_address import calendar_of
from tansiq.models import Account
from tansiq.notices import digests
from tansiq.notices.choices import choice_of, choose
from tansiq.notices.kinds import kinds
from tansiq.policy.visibility import visible


class OwnPasswordForm(NewPasswordForm):
    """The present password, and the new one twice."""

    current = PasswordField(Sentence(N_("Present password")), validators=[InputRequired()])


class ProfilePage(OwnCalendarMixin, SignedInView):
    """What concerns the person who is signed in alone. It is reached by one's own name."""

    title = say("Your account")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="profile", url="profile")

    @expose("/")
    def index_view(self) -> Any:
        return self._page(OwnPasswordForm())

    @expose("/notices/", methods=("POST",))
    def notices_view(self) -> Any:
        """Keep how one is mailed about what concerns one."""
        try:
            choose(viewer(), request.form.get("digest", ""), request.form.getlist("kind"))
            flash(gettext("Your choice is kept."), "success")
        except Refused as refusal:
            for fault in refusal.faults:
                flash(str(fault), "error")
        return redirect(self.get_url(".index_view"))

    @expose("/password/", methods=("POST",))
    def password_view(self) -> Any:
        """Another password: everybody who is signed in with the old one is out, but for oneself here."""
        form: Any = OwnPasswordForm(request.form)
        if not (form.is_right_for(self._own()) and self._is_changed(form)):
            return self._page(form)
        flash(gettext("Your password is changed. You are signed out everywhere else."), "success")
        return redirect(self.get_url(".index_view"))

    @expose("/elsewhere/", methods=("POST",))
    def elsewhere_view(self) -> Any:
        """Sign out of all other browsers."""
        account = Account.get_by_id(viewer().account_id)
        sessions.end_all(viewer(), account)
        keep_signed_in(account)
        flash(gettext("You are signed out everywhere else."), "success")
        return redirect(self.get_url(".index_view"))

    @expose("/session/", methods=("GET", "POST"))
    def session_view(self) -> Any:
        """Sign out of one other browser."""
        back = str(self.get_url(".index_view"))
        above = [(back, str(self.title))]
        page = "panel/session_end.html"
        return end_or_ask(self._own(), back, lambda row: self.render(page, row=row, above=above, back=back))

    def _is_changed(self, form: Any) -> bool:
        attempt = lockout.at_password(str(current_user.email), request.remote_addr)
        if not attempt.is_admitted():
            form.form_errors.append(gettext(PAUSED))
            return False
        try:
            account = passwords.change_password(viewer(), form.current.data, form.password.data)
        except Refused as refusal:
            show_faults(form, refusal)
            if refusal.code == "WRONG":
                attempt.failed()
            else:
                attempt.succeeded()
            return False
        attempt.succeeded()
        keep_signed_in(account)
        return True

    def _page(self, form: Any) -> Any:
        account = self._own()
        return self.render(
            "panel/profile.html",
            form=form,
            account=account,
            rights=rights_summary(account),
            rows=sessions_of(account),
            codes_left=second_factor.recovery_codes_left(account),
            choice=choice_of(viewer()),
            digests=DIGESTS,
            notice_kinds=kinds(),
            is_mailed=digests.is_open(),
            calendar=calendar_of(viewer()),
        )

    def _own(self) -> Account:
        found: Account = visible(Account, viewer()).where(Account.id == viewer().account_id).get()
        return found


def keep_signed_in(account: Account) -> None:
    """Keep the present browser signed in after every session of the account has ended."""
    login_user(Person.get_by_id(account.id), remember=session.permanent, authn_via=["change"])
