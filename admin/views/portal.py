"""Portals: outside systems that ask the endpoint, their limits and their tokens.

    list -> details -> change | new token (asked, then shown once) | revoke (asked)

A token is in no address, no message and no history: the page that answers the button shows it, and is kept nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Response, abort, flash, jsonify, redirect, request, url_for
from flask_admin import expose
from flask_admin.helpers import get_form_data

from admin.current_viewer import viewer
from admin.panel.details import row_history
from admin.panel.forms import whole_or_zero
from admin.panel.signed_in_view import SignedInView
from admin.views import portal_form
from tansiq.accounts import portals
from tansiq.faults import Refused
from tansiq.language.vocabulary import SCOPES, TOKEN_STATES
from tansiq.language.words import gettext, listed, ngettext, say
from tansiq.models import PortalClient, PortalToken
from tansiq.models.record import now
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.visibility import may, visible
from tansiq.records import changes

LIFETIMES = (30, 90, 180, 365)
OVERLAPS = (0, 1, 7, 30)
"""Days."""
KEEP = "keep"


@dataclass(frozen=True)
class PortalLine:
    """One line of the list."""

    client: PortalClient
    asks: str
    limits: list[str]
    token_count: int
    last_used: Any


class PortalsPage(SignedInView):
    """The pages of portals: read by administrators and auditors, changed by administrators."""

    title = say("Portals")
    group = "settings"
    icon = "plug"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="portalclient", url="/admin/portals")

    def is_visible(self) -> bool:
        return may(viewer(), "READ", PortalClient)

    @property
    def can_edit(self) -> bool:
        return may(viewer(), "CHANGE", PortalClient)

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        above = [(self.get_url(".index"), str(self.title))]
        return above if row is None else [*above, (self.get_url(".details_view", id=row.id), row.name)]

    @expose("/")
    def index(self) -> Any:
        """All portals by name."""
        self._demand_reading()
        return self.render("panel/portals.html", portals=list(_portal_lines()))

    @expose("/details/")
    def details_view(self) -> Any:
        """One portal: what it may ask, its tokens, and how its developers begin."""
        return self._page_of(self._client(request.args.get("id")))

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        """Enter a portal."""
        self._demand("CREATE")
        return self._form(None)

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> Any:
        """Change a portal."""
        self._demand("CHANGE")
        return self._form(self._client(request.args.get("id")))

    @expose("/token/", methods=("GET", "POST"))
    def token_view(self) -> Any:
        """Ask how long a new token is to last and what becomes of the old ones; then make and show it, once."""
        self._demand("CHANGE")
        row = self._client(request.args.get("id"))
        if request.method == "GET":
            return self._ask_token(row)
        if request.form.get("after") != str(_latest(row)):
            # The page was sent again, by reloading it: what it made is not made twice.
            text = gettext("A token was made meanwhile. It is shown once only; make another if it was not kept.")
            flash(text, "error")
            return redirect(self.get_url(".details_view", id=row.id))
        return self._make_token(row)

    @expose("/revoke/", methods=("GET", "POST"))
    def revoke_view(self) -> Any:
        """Ask before a token is revoked; then revoke it."""
        self._demand("CHANGE")
        token = self._found(PortalToken, request.args.get("id"))
        row = self._client(token.client_id)
        if request.method == "GET":
            return self.render("panel/portal_revoke.html", row=row, token=token)
        try:
            portals.revoke_token(viewer(), token)
            flash(gettext("The token %(token)s… holds no more.", token=token.beginning), "success")
        except Refused as refusal:
            flash("; ".join(str(fault) for fault in refusal.faults), "error")
        return redirect(self.get_url(".details_view", id=row.id))

    @expose("/ajax/lookup/")
    def ajax_lookup(self) -> Response:
        """What may be chosen as a limit."""
        self._demand("CHANGE")
        lookup = portal_form.LOOKUPS.get(request.args.get("name", "")) or abort(404)
        return jsonify(lookup.get_list(request.args.get("query"), whole_or_zero(request.args.get("offset"))))

    def _form(self, row: PortalClient | None) -> Any:
        form = portal_form.form_for(row, get_form_data())
        stored = row or PortalClient()
        if request.method == "POST" and portal_form.save(stored, form):
            flash(gettext("Record was successfully saved."), "success")
            return redirect(self.get_url(".details_view", id=stored.id))
        chosen = portal_form.chosen_scopes(row)
        return self.render(
            "panel/portal_form.html", row=row, form=form, codes=SCOPES, chosen=chosen, limits=portal_form
        )

    def _page_of(self, row: PortalClient, issued: portals.IssuedToken | None = None) -> Any:
        tokens = _tokens(row)
        states = {token.id: token.state(now()) for token in tokens}
        limits = {kind: portal_form.limits(row, kind) for kind in portal_form.TABLES}
        return self.render(
            "panel/portal.html",
            row=row,
            tokens=tokens,
            states=states,
            issued=issued,
            limits=limits,
            codes=SCOPES,
            words=TOKEN_STATES,
            endpoint=url_for("graphql.graphql", _external=True),
            shows=lambda name: may_see_field(viewer(), name, row),
            history=row_history(row),
        )

    def _ask_token(self, row: PortalClient) -> Any:
        tokens = portals.valid_tokens(viewer(), row)
        choices = {
            "lifetimes": _days(LIFETIMES),
            "overlaps": _days(OVERLAPS),
            "valid_tokens": tokens,
            "latest": _latest(row),
        }
        chosen = KEEP if request.args.get("way") == KEEP else "7"
        return self.render("panel/portal_token.html", row=row, chosen=chosen, **choices)

    def _make_token(self, row: PortalClient) -> Any:
        lifetime, overlap = whole_or_zero(request.form.get("lifetime")), request.form.get("overlap", KEEP)
        try:
            if overlap == KEEP:
                issued = portals.issue_token(viewer(), row, timedelta(days=lifetime))
            else:
                issued = portals.rotate_tokens(
                    viewer(), row, timedelta(days=whole_or_zero(overlap)), timedelta(days=lifetime)
                )
        except Refused as refusal:
            flash("; ".join(str(fault) for fault in refusal.faults), "error")
            return redirect(self.get_url(".details_view", id=row.id))
        return self._page_of(row, issued)

    def _client(self, row_id: object) -> PortalClient:
        found: PortalClient = self._found(PortalClient, row_id)
        return found

    def _found(self, model: Any, row_id: object) -> Any:
        try:
            return changes.find(viewer(), model, row_id)
        except Refused:
            abort(404)

    def _demand_reading(self) -> None:
        if not may(viewer(), "READ", PortalClient):
            abort(404)

    def _demand(self, act: str) -> None:
        """Who may not read portals meets no page; who reads them and may not change them is told so."""
        self._demand_reading()
        if not may(viewer(), act, PortalClient):
            abort(403)


def _portal_lines() -> Iterable[PortalLine]:
    for client in visible(PortalClient, viewer()).order_by(PortalClient.active.desc(), PortalClient.name):
        names = [name for kind in portal_form.TABLES for _, name in portal_form.limits(client, kind)]
        asks = listed(gettext(word.label) for word in SCOPES if word.code in client.scope_codes)
        used = [token.last_used_at for token in _tokens(client) if token.last_used_at is not None]
        yield PortalLine(client, asks, names, len(portals.valid_tokens(viewer(), client)), max(used, default=None))


def _latest(row: PortalClient) -> int:
    """The id of the token that was made last; 0 while there is none."""
    return next((token.id for token in _tokens(row)), 0)


def _tokens(row: PortalClient) -> list[PortalToken]:
    """All tokens of a portal, the newest first."""
    query = visible(PortalToken, viewer()).where(PortalToken.client == row.id)
    return list(query.order_by(PortalToken.id.desc()))


def _days(numbers: Iterable[int]) -> list[tuple[int, str]]:
    return [(number, ngettext("%(count)s day", "%(count)s days", number)) for number in numbers]
