"""Units assigned to a form, many in one deed: chosen by kind and place, told how many, then assigned.

/assign/?id=3  -> which kinds, where, from which day -> how many of them are new -> one batch, offered to be taken back
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import abort, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.sheet_links import report_sheet_links
from admin.panel.typed_day import typed_day
from admin.panel.undo_offers import flash_with_button
from admin.panel.wrong_texts import flash_wrong
from tansiq.exchange.reporting.filled_units import units_filled
from tansiq.faults import Refused
from tansiq.forms.assigning import assign, not_yet_assigned
from tansiq.forms.expecting import expected_units
from tansiq.language.digits import whole
from tansiq.language.unit_vocabulary import UNIT_KINDS
from tansiq.language.words import gettext, ngettext
from tansiq.models import Area, Assignment, TypeDefinition, Unit
from tansiq.platform import clock
from tansiq.policy.belonging import area_ids_within
from tansiq.policy.visibility import may, visible
from tansiq.reporting_period import ReportingPeriod, period_of
from tansiq.units.on_day import units_on

GOVERNORATE = 1
SHOWN = 12
"""Names of units that the page tells."""


@dataclass(frozen=True)
class ChosenUnits:
    """Which units are chosen: their kinds, the governorate (None: everywhere), from which day on, and what of the day
    could not be read. `units` are those in being then, `new` those of them that do not fill the form yet."""

    kinds: frozenset[str]
    within: int | None
    starts_on: date
    wrong: str = ""
    units: list[Unit] = field(default_factory=list)
    new: list[Unit] = field(default_factory=list)

    @property
    def names(self) -> list[Unit]:
        """The first of the new ones."""
        return self.new[:SHOWN]


class AssigningMixin:
    """Of the view of record types: which units fill its forms."""

    get_own: Any
    get_url: Any
    render: Any

    def may_assign(self, row: Any) -> bool:
        """Whether units may be assigned to it here and now."""
        return bool(row.is_form and row.archived_at is None and may(viewer(), "CREATE", Assignment(form=row.id)))

    def period_now(self, row: Any) -> ReportingPeriod:
        """The period of a form in which today lies."""
        return period_of(row.period_type, clock.today())

    def sheet_links(self, row: Any) -> list[tuple[str, str]]:
        """(address, words) of what the viewer may do with workbooks of the last period that is over."""
        period = self.period_now(row).after(-1)
        links = report_sheet_links(row, period.key)
        return links if links and units_filled(viewer(), row, period) else []

    def expected_count(self, row: Any) -> int:
        """Of how many units a report of this period is expected."""
        return int(expected_units(viewer(), row, self.period_now(row)).count())

    def kinds_offered(self) -> list[tuple[str, str]]:
        """(code, label) of the kinds of unit."""
        return UNIT_KINDS.choices()

    def places_offered(self) -> list[Area]:
        """The governorates."""
        rows: Any = visible(Area, viewer()).where(Area.level == GOVERNORATE, Area.archived_at.is_null())
        return list(rows.order_by(Area.pcode))

    @expose("/assign/", methods=("GET", "POST"))
    def assign_view(self) -> Any:
        """Assign units to a form: chosen, counted, then assigned."""
        row = self.get_own("READ", request.values.get("id"))
        if not self.may_assign(row):
            abort(404)
        choice = _choice(row)
        if request.method == "GET" or choice.wrong:
            return self.render("forms/assign.html", row=row, choice=choice, is_asked="from" in request.values)
        try:
            batch = assign(viewer(), row, choice.units, choice.starts_on)
        except Refused as refusal:
            flash_wrong(refusal.faults)
            return redirect(self.get_url(".assign_view", id=row.id))
        count = len(choice.new)
        text = ngettext("%(count)s unit fills the form.", "%(count)s units fill the form.", count)
        flash_with_button(text, self.get_url("batches.undo_view"), gettext("Undo"), id=batch.id)
        return redirect(self.get_url(".details_view", id=row.id))


def _choice(form: TypeDefinition) -> ChosenUnits:
    """What the address or the form that was sent chooses; nothing where it does not say any kind."""
    given = request.values
    kinds = frozenset(given.getlist("kind")) & set(UNIT_KINDS.codes)
    within = whole(given.get("within"))
    typed = typed_day(given.get("from", ""))
    starts_on = typed.day or form.reported_from or clock.today()
    if typed.wrong or not kinds:
        return ChosenUnits(kinds, within, starts_on, str(typed.wrong or ""))
    units: Any = units_on(viewer(), starts_on).where(Unit.unit_kind.in_(sorted(kinds)))
    if within is not None:
        units = units.where(Unit.area.in_(area_ids_within(frozenset({within}))))
    found = list(units.order_by(Unit.name_order_ar, Unit.id))
    return ChosenUnits(kinds, within, starts_on, "", found, not_yet_assigned(form, found, starts_on))
