"""What the pages that follow a form are asked: its address, read with patience and written again.

?form=3&year=2026&area=12&kind=MUNICIPALITY&page=1      ?form=3&period=2026-Q1&area=12
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, url_for
from peewee import ModelSelect

from admin.current_viewer import viewer
from admin.panel.filters import FilterValue
from admin.panel.reference_filter import ReferenceFilter, placed_in
from tansiq.faults import Refused
from tansiq.forms.following import followed_units
from tansiq.forms.to_fill import forms_in_use, recent_periods
from tansiq.language.digits import whole
from tansiq.language.unit_vocabulary import UNIT_KINDS
from tansiq.language.words import gettext, say
from tansiq.models import Area, TypeDefinition, Unit
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.reporting_period import MONTHS, ReportingPeriod, period_named, period_of, periods_between

AREA = ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it"))
MOST_PAGE = 1_000
YEARS_AT_ONCE = 5
"""Columns of a form that is filled once a year."""
_YEAR_MONTHS = 12


@dataclass(frozen=True)
class Asked:
    """A form with what narrows its units and periods; `page` is counted from 0."""

    form: TypeDefinition
    year: int
    area: FilterValue
    kind: str = ""
    period: ReportingPeriod | None = None
    page: int = 0

    @property
    def periods(self) -> Sequence[ReportingPeriod]:
        """Those of the year; of a form that is filled once a year, that one and some before it."""
        kind = self.form.period_type
        is_yearly = MONTHS[kind] == _YEAR_MONTHS
        last = ReportingPeriod(self.year, _YEAR_MONTHS // MONTHS[kind], kind)
        first = ReportingPeriod(self.year - (YEARS_AT_ONCE - 1 if is_yearly else 0), 1, kind)
        return list(periods_between(kind, first.begins, last.ends))

    @property
    def recent(self) -> Sequence[ReportingPeriod]:
        """The one period that was chosen, or those of about a year."""
        return recent_periods(self.form) if self.period is None else [self.period]

    @property
    def units(self) -> "ModelSelect[Unit]":
        """The units of whose reports the reader is told."""
        rows: Any = followed_units(viewer(), self.form)
        if self.area.meant is not None:
            rows = rows.where(placed_in(Unit, self.area.meant))
        found: ModelSelect[Unit] = rows.where(Unit.unit_kind == self.kind) if self.kind else rows
        return found

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.area.values or self.area.fault)

    def address(self, page: str = "index", /, **changed: Any) -> str:
        """The address of a page for the same question, some of it changed; None leaves a part out."""
        known: dict[str, Any] = {"form": self.form.id, "kind": self.kind or None, **self.area.values}
        known |= {"year": self.year if self.year != clock.today().year else None}
        known |= {"period": self.period.key if self.period else None, **changed}
        return url_for(f"following.{page}", **{name: value for name, value in known.items() if value is not None})

    def in_force(self) -> list[tuple[str, str]]:
        """(what it is, how it reads) of what narrows the units."""
        chosen = [(gettext("Area"), self.area.text)] if self.area.text else []
        return chosen + ([(gettext("Kind of unit"), UNIT_KINDS.label(self.kind))] if self.kind else [])


def is_follower(who: Viewer) -> bool:
    """Whether reports that are not approved may be told to somebody at all."""
    return who.reads_all or bool(who.unit_ids or who.area_ids)


def read_asked(given: Mapping[str, str]) -> Asked:
    """The question of an address; 404 where it names no form that the reader knows, else what is not understood has
    its usual value."""
    form = _form(given.get("form"))
    this_year, year = clock.today().year, whole(given.get("year"), 4)
    kind = given.get("kind", "")
    return Asked(
        form,
        year if year is not None and year in years_offered(form) else this_year,
        AREA.read(given),
        kind if kind in UNIT_KINDS else "",
        _period(form, given.get("period", "")),
        min(whole(given.get("page")) or 0, MOST_PAGE),
    )


def years_offered(form: TypeDefinition) -> Sequence[int]:
    """The years of which reports of a form are asked, the latest first."""
    this_year = clock.today().year
    first = form.reported_from.year if form.reported_from else this_year
    return range(this_year, min(first, this_year) - 1, -1)


def _form(given: str | None) -> TypeDefinition:
    row_id = whole(given)
    row: TypeDefinition | None = forms_in_use(viewer()).where(TypeDefinition.id == (row_id or -1)).first()
    return row or abort(404)


def _period(form: TypeDefinition, key: str) -> ReportingPeriod | None:
    try:
        found = period_named(key) if key else None
    except Refused:
        return None
    now = period_of(form.period_type, clock.today())
    return found if found and found.period_type == form.period_type and found <= now.after() else None
