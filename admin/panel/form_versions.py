"""The versions of a form on its page: what was published, what has changed since, and publishing the next one.

the page of a form -> "Publish a version" -> what is new in it, and from which period on -> done
"""

from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.wrong_texts import flash_wrong
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.forms.carrying_over import WhatBecomes, left_behind, what_becomes
from tansiq.forms.frozen import content_of
from tansiq.forms.version_changes import VersionChange, changes_between
from tansiq.forms.versions import last_version, publish, versions_of, withdraw
from tansiq.language.words import gettext, ngettext
from tansiq.models import FormVersion, Report, TypeDefinition
from tansiq.models.frozen_definitions import definitions_in, definitions_of
from tansiq.platform import clock
from tansiq.policy.visibility import may
from tansiq.reporting_period import ReportingPeriod, period_named, period_of, periods_between

BEFORE, AFTER = 20, 4
"""How many periods before and after the present one are offered for a version to begin with."""
MOST_NAMED = 5
"""Reports that are told by their names."""


class FormVersionsMixin:
    """Of the view of record types: what its forms have published."""

    get_own: Any
    get_url: Any
    render: Any

    def versions(self, row: Any) -> list[tuple[FormVersion, ReportingPeriod]]:
        """The versions of a form, the latest first, each with the first period in which it is used."""
        if not row.is_form:
            return []
        return [(one, period_of(row.period_type, one.used_from)) for one in versions_of(viewer(), row)]

    def may_publish(self, row: Any) -> bool:
        """Whether a version of it may be published here and now."""
        return bool(row.is_form and row.use_state == "ACTIVE" and not row.archived_at and may(viewer(), "CHANGE", row))

    def news(self, row: Any) -> list[VersionChange]:
        """What a version that is published now would say that the last one does not."""
        last = last_version(row)
        now = definitions_in(row, content_of(row))
        return changes_between(definitions_of(last) if last else None, now)

    def periods_offered(self, row: Any) -> list[tuple[str, str, bool]]:
        """(key, name, whether it is chosen already) of the periods with which the next version may begin: the first
        version as a rule with the first one, each later one with the present one."""
        last, today = last_version(row), period_of(row.period_type, clock.today())
        first = period_of(row.period_type, row.reported_from)
        if last is not None:
            first = period_of(row.period_type, last.used_from).after()
        chosen = first if last is None else max(first, today)
        begin, end = max(first, today.after(-BEFORE)), max(first, today).after(AFTER)
        offered = periods_between(row.period_type, begin.begins, end.ends)
        return [(one.key, str(one.name), one == chosen) for one in offered]

    def what_becomes(self, version: FormVersion) -> WhatBecomes:
        """What withdrawing a version would do to its reports."""
        return what_becomes(version)

    @expose("/publish/", methods=("GET", "POST"))
    def publish_view(self) -> Any:
        """Publish a version: first what is new in it, then the deed."""
        row = self._form_in_address()
        if request.method == "GET":
            return self.render("forms/publish.html", row=row)
        try:
            version = publish(viewer(), row, period_named(request.form.get("period", "")).begins)
        except Refused as refusal:
            flash_wrong(refusal.faults)
            return redirect(self.get_url(".publish_view", id=row.id))
        flash(gettext("Version %(number)s is published.", number=version.number), "success")
        _flash_carried(Report.select().where(Report.form_version == version.id, Report.archived_at.is_null()).count())
        _flash_left(left_behind(row))
        return redirect(self.get_url(".details_view", id=row.id))

    @expose("/withdraw/", methods=("GET", "POST"))
    def withdraw_view(self) -> Any:
        """Withdraw a version: what that means for its reports, then the deed."""
        row = self._form_in_address()
        number = request.values.get("number", "")
        versions = {str(one.number): one for one, _ in self.versions(row) if one.withdrawn_on is None}
        version = versions.get(number) or abort(404)
        if request.method == "GET":
            return self.render("forms/withdraw.html", row=row, version=version)
        carried = self.what_becomes(version).carried
        try:
            withdraw(viewer(), version)
        except Refused as refusal:
            flash_wrong(refusal.faults)
        else:
            flash(gettext("Version %(number)s is withdrawn.", number=version.number), "success")
            left = left_behind(row)
            _flash_carried(carried - len([one for one in left if one.form_version_id == version.id]))
            _flash_left(left)
        return redirect(self.get_url(".details_view", id=row.id))

    def _form_in_address(self) -> TypeDefinition:
        row: TypeDefinition = self.get_own("CHANGE", request.values.get("id"))
        if not self.may_publish(row):
            abort(404)
        return row


def _flash_left(reports: list[Report]) -> None:
    if reports:
        named = [f"{name_of(one.unit)} ({one.period})" for one in reports[:MOST_NAMED]]
        told = ngettext(
            "%(count)s report cannot be read and stays in its version: %(names)s. Tell whoever runs the register.",
            "%(count)s reports cannot be read and stay in their versions: %(names)s. Tell whoever runs the register.",
            len(reports),
            names=gettext(", ").join(named) + (" …" if len(reports) > MOST_NAMED else ""),
        )
        flash(told, "error")


def _flash_carried(count: int) -> None:
    if count:
        told = ngettext(
            "%(count)s report that is being filled went over to the version of its period.",
            "%(count)s reports that are being filled went over to the versions of their periods.",
            count,
        )
        flash(told, "success")
