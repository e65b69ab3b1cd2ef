"""People: who signs in, with which roles, in charge of what. For administrators alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from flask import flash, redirect, request
from flask_admin import expose
from flask_admin.helpers import get_form_data
from markupsafe import Markup

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import ChoiceFilter, with_all
from admin.panel.form_keys import save_once
from admin.panel.form_rows import pressed_button
from admin.panel.forms import GuardedForm, form_of, row_form_of
from admin.panel.guarded_view import GuardedView
from admin.panel.lookups import Lookup
from admin.panel.undo_offers import flash_with_button
from admin.panel.wrong_texts import flash_wrong
from admin.signing_in.session_ending import end_or_ask, sessions_of
from admin.views.account_form import FIELDS, LIMITS, AccountForm
from admin.words.formatting import DisplayRows, bdi, display_rows, link
from admin.words.naming import full_names, table_of
from tansiq.accounts import lockout, password_links, people, second_factor, sessions
from tansiq.accounts.people import Rights, rights_of
from tansiq.faults import Refused
from tansiq.language.arabic import fold
from tansiq.language.vocabulary import ROLES, Word
from tansiq.language.words import gettext, listed, say
from tansiq.models import (
    Account,
    AccountArea,
    AccountOrganization,
    AccountRole,
    AccountSession,
    Area,
    Organization,
    Record,
    Role,
)
from tansiq.platform import mailing
from tansiq.policy.visibility import visible

TABLES = {"areas": AccountArea, "organizations": AccountOrganization}
"""By name of the rows of the form: the table that keeps them."""


def _has_role(table: Any, role: str) -> Any:
    return table.id.in_(AccountRole.select(AccountRole.account).join(Role).where(Role.name == role))


def _signs_in(table: Any, value: str) -> Any:
    if value == "never":
        return table.last_sign_in_at.is_null()
    return table.active == (value == "yes")


ROLE = ChoiceFilter("role", say("Role"), lambda: with_all(ROLES.choices()), _has_role)
STATE = ChoiceFilter(
    "signs_in",
    say("Sign-in"),
    lambda: with_all(
        [("yes", gettext("May sign in")), ("no", gettext("Disabled")), ("never", gettext("Never signed in yet"))]
    ),
    _signs_in,
)


@dataclass(frozen=True)
class RowsWithRoles(DisplayRows):
    """People with the roles they hold, by id."""

    roles: dict[int, list[str]]

    def value(self, row: Any, name: str) -> Markup:
        return bdi(self.text(row, name)) if name == "roles" else super().value(row, name)

    def text(self, row: Any, name: str) -> str:
        if name != "roles":
            return super().text(row, name)
        held = self.roles.get(row.id, [])
        return listed(ROLES.label(code) for code in ROLES.codes if code in held) if held else ""


@dataclass(frozen=True)
class RightsSummary:
    """What the page of a person tells of their rights: roles in words, and links to what these are limited to."""

    roles: list[Word]
    areas: list[Markup]
    organizations: list[Markup]
    paused_until: datetime | None


class AccountView(GuardedView):
    """Everybody who may sign in."""

    icon = "account"
    new_title = say("Add a person")
    empty = say("Nobody signs in yet. Add the first person.")
    groups = (FieldGroup(say("Person"), FIELDS),)
    facts = ("last_sign_in_at", "password_set_at", "second_factor_at", "created_at", "changed_at")
    filters = (ROLE, STATE)
    order = (("name", False), ("id", False))
    column_list = ("name", "email", "roles", "active", "last_sign_in_at")
    column_sortable_list = ("name", "email", "last_sign_in_at")
    column_offered = ("language", "password_set_at", "created_at", "changed_at")
    details_template = "panel/account.html"
    create_template = edit_template = "panel/account_form.html"
    is_for_administrators: ClassVar[bool] = True

    def is_visible(self) -> bool:
        return viewer().is_admin

    def is_accessible(self) -> bool:
        return super().is_accessible() and viewer().is_admin

    def display_rows(self, rows: list[Any], names: Iterable[str]) -> DisplayRows:
        found = display_rows(rows, list(names), viewer())
        held: dict[int, list[str]] = {}
        theirs = visible(AccountRole, viewer()).where(AccountRole.account.in_([row.id for row in rows]))
        pairs: Any = theirs.select(AccountRole.account, Role.name).join(Role).tuples()
        for account_id, role in iter(pairs.execute()):
            held.setdefault(account_id, []).append(role)
        return RowsWithRoles(found.rows, found.parents, found.paths, held)

    def rights(self, row: Account) -> RightsSummary:
        """The rights of a person for their page."""
        return rights_summary(row)

    def sessions(self, row: Account) -> list[tuple[AccountSession, bool]]:
        """The browsers in which a person is signed in, each with whether it is the one in use here."""
        return sessions_of(row)

    # The form: the person, their roles, areas and organisations on one page.
    def _process_ajax_references(self) -> dict[str, Any]:
        found = {}
        for name, field in LIMITS.items():
            key = f"{table_of(TABLES[name])}.{field}"
            found[key] = Lookup(key, TABLES[name]._meta.fields[field].rel_model)
        return found

    def scaffold_form(self) -> type[GuardedForm]:
        lookups = self._form_ajax_refs
        form: Any = form_of(self.model, FIELDS, lookups, AccountForm)
        form.kinds = {
            name: row_form_of(TABLES[name], (field,), lookups, is_optional=True) for name, field in LIMITS.items()
        }
        kind: type[GuardedForm] = form
        return kind

    def create_form(self, obj: Any = None) -> Any:
        return self._create_form_class(get_form_data())

    def edit_form(self, obj: Any = None) -> Any:
        return self._edit_form_class(get_form_data(), obj, rights_of(viewer(), obj))

    def validate_form(self, form: Any) -> bool:
        """Whether to save: not where a row's button sent the form, which comes back with the row changed."""
        if (deed := pressed_button(request.form)) is None:
            return bool(super().validate_form(form))
        name, what, place = deed
        if name in LIMITS:
            getattr(form, name).do(what, place)
        return False

    def show_further_faults(self, form: Any) -> None:
        """A person is judged together with their rights."""
        row = Account() if form.account is None else Account(**form.account.__data__)
        form.show_further(people.faults(viewer(), row, form.fill(row)))

    def create_model(self, form: Any) -> Any:
        row = Account()
        return row if self._enter(form, row) else False

    def update_model(self, form: Any, model: Any) -> bool:
        return self._enter(form, model)

    def _enter(self, form: Any, row: Account) -> bool:
        rights: Rights = form.fill(row)
        try:
            save_once(row, lambda: people.save_person(viewer(), row, rights))
        except Refused as refusal:
            form.show(refusal)
            return False
        return True

    # Deeds
    def delete_model(self, model: Any) -> bool:
        is_done = self.done(lambda: people.archive(viewer(), model))
        if is_done:
            said = gettext("Archived. They sign in no more; they can be restored.")
            flash_with_button(said, self.get_url(".restore_view"), gettext("Undo"), id=model.id)
        return is_done

    @expose("/active/", methods=("POST",))
    def active_view(self) -> Any:
        """Disable a person, or let them sign in again."""
        row, is_active = self.get_one(request.form.get("id")), request.form.get("to") == "1"
        if row.active != is_active and self.done(lambda: people.set_active(viewer(), row, is_active)):
            said = gettext("They may sign in again.") if is_active else gettext("Disabled. They are signed out.")
            flash_with_button(
                said, self.get_url(".active_view"), gettext("Undo"), id=row.id, to="0" if is_active else "1"
            )
        return redirect(self.get_save_return_url(row))

    @expose("/link/", methods=("POST",))
    def link_view(self) -> Any:
        """Make a link with which a person chooses their password: shown this once, and sent to them."""
        row = self.get_one(request.form.get("id"))
        try:
            link = password_links.make_link(viewer(), row)
        except Refused as refusal:
            flash(str(refusal.faults[0]), "error")
            return redirect(self.get_save_return_url(row))
        origin, is_sent = request.host_url, mailing.delivers()
        password_links.send(link, origin)
        address = link.address(origin)
        return self.render("panel/account_link.html", row=row, link=link, address=address, is_sent=is_sent)

    @expose("/lift/", methods=("POST",))
    def lift_view(self) -> Any:
        """Let somebody who failed too often try again at once."""
        row = self.get_one(request.form.get("id"))
        if self.done(lambda: lockout.lift(viewer(), row)):
            flash(gettext("They may try again at once."), "success")
        return redirect(self.get_save_return_url(row))

    @expose("/factor/", methods=("POST",))
    def factor_view(self) -> Any:
        """Let somebody who lost their second factor sign in with the password alone."""
        row = self.get_one(request.form.get("id"))
        if row.id == viewer().account_id:
            # One's own takes a code, so that a browser left open is not enough.
            return redirect(self.get_url("profile.index_view"))
        if self.done(lambda: second_factor.reset(viewer(), row)):
            flash(gettext("They sign in with their password alone until they set a second factor up again."), "success")
        return redirect(self.get_save_return_url(row))

    @expose("/sign_out/", methods=("POST",))
    def sign_out_view(self) -> Any:
        """Sign a person out everywhere."""
        row = self.get_one(request.form.get("id"))
        if self.done(lambda: sessions.end_all(viewer(), row)):
            flash(gettext("They are signed out everywhere."), "success")
        return redirect(self.get_save_return_url(row))

    @expose("/session/", methods=("GET", "POST"))
    def session_view(self) -> Any:
        """Sign a person out of one browser."""
        person = self.get_one(request.values.get("id"))
        back, page = self.get_save_return_url(person), "panel/session_end.html"
        known = {"person": person, "above": self.trail(person), "back": back}
        return end_or_ask(person, back, lambda row: self.render(page, row=row, **known))

    def done(self, act: Callable[[], None]) -> bool:
        """Whether the deed was done; what refused it is told."""
        try:
            act()
        except Refused as refusal:
            flash_wrong(refusal.faults)
            return False
        return True


def rights_summary(row: Account) -> RightsSummary:
    """The rights of a person, as far as the viewer may see them."""
    rights = rights_of(viewer(), row)
    roles = [word for word in ROLES if word.code in rights.roles]
    places = _linked(Area, rights.area_ids), _linked(Organization, rights.organization_ids)
    return RightsSummary(roles, *places, lockout.paused_until(row))


def _linked(model: type[Record], ids: Iterable[int]) -> list[Markup]:
    rows = list(visible(model, viewer()).where(model.id.in_(list(ids))))
    names = full_names(rows, viewer())
    return [link(row, names[row.id]) for row in sorted(rows, key=lambda row: fold(names[row.id]))]
