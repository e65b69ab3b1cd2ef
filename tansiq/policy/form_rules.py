"""Who reads what was published of a form, who fills it, and who reads and writes what is reported in it.

                     everybody           signed in           people of the unit   officers of its area   administrators
    draft, submitted .                   .                   read                 read, fill, approve    all
    approved         where the form is   where it is for     read                 read, approve          all
                     public              whoever signed in

Who fills in for a unit fills; who approves for it, or for a unit above, approves. Portals read what everybody reads,
with the scope of statistics and within their limits; with the scope for sending reports they fill those of public forms
there, and read them as who fills does.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from peewee import SQL, Model

from tansiq import models
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.belonging import NOBODY, Condition, area_ids_within, concerns, lies_in
from tansiq.policy.entry_rule import OF_OFFICERS, known_type
from tansiq.policy.viewer import Portal, Viewer

_SENDING = frozenset({"CREATE", "CHANGE", "RESTORE"})
"""What a portal does to reports that it sends; one that was thrown away is taken up where it stood."""
Rule = Callable[[Any, Viewer], Condition]


def of_form(table: Any, viewer: Viewer) -> Condition:
    """What was published of a form is read by whoever knows the form."""
    forms, allowed = models.TypeDefinition, known_type(models.TypeDefinition, viewer)
    return None if allowed is None else table.form.in_(forms.select(forms.id).where(allowed))


def assigned(rule_of_units: Rule) -> Rule:
    """Who fills a form is read by whoever knows the form and reads the unit; an archived one by administrators."""

    def rule(table: Any, viewer: Viewer) -> Condition:
        units, forms = rule_of_units(models.Unit, viewer), of_form(table, viewer)
        if units is None or units is NOBODY:
            return units
        seen = table.unit.in_(models.Unit.select(models.Unit.id).where(units)) & table.archived_at.is_null()
        return seen if forms is None else seen & forms

    return rule


def reported(rule_of_units: Rule) -> Rule:
    """Reports: approved ones by whom the form is for, all by the people of the unit and the officers of its area."""

    def rule(table: Any, viewer: Viewer) -> Condition:
        if viewer.reads_all:
            return None
        units = rule_of_units(models.Unit, viewer)
        if units is NOBODY:
            return NOBODY
        approved = table.archived_at.is_null() & _of_forms(table, _told_to(viewer))
        if not sends(viewer):
            approved &= table.report_state == "APPROVED"
        if units is not None:
            approved &= table.unit.in_(models.Unit.select(models.Unit.id).where(units))
        if viewer.portal is not None:
            limits = viewer.portal.area_ids
            return approved & concerns(models.Report, table, limits) if limits else approved
        return reduce(or_, _own_reports(table, viewer), approved)

    return rule


def followed(table: Any, viewer: Viewer, form: models.TypeDefinition) -> Condition:
    """The condition that somebody reads all that a unit, read as `table`, reports in a form, submitted or not: as a
    person of it or of one above, or as an officer of its area; None for those who read all."""
    if viewer.reads_all:
        return None
    found = []
    if viewer.unit_ids:
        found.append(among(table.id, id_list(viewer.unit_ids)))
    if viewer.area_ids and form.policy in OF_OFFICERS:
        found.append(lies_in(models.Unit, table, viewer.area_ids))
    return reduce(or_, found) if found else NOBODY


def _own_reports(table: Any, viewer: Viewer) -> list[Condition]:
    """The conditions under which somebody reads reports that are not approved."""
    found = []
    if viewer.unit_ids:
        found.append(among(table.unit, id_list(viewer.unit_ids)))
    if viewer.area_ids:
        found.append(lies_in(models.Report, table, viewer.area_ids) & _of_forms(table, OF_OFFICERS))
    return found


def _told_to(viewer: Viewer) -> frozenset[str]:
    """The policies of forms whose approved reports somebody reads who has nothing to do with the unit."""
    is_told_more = viewer.account_id is not None and viewer.portal is None
    return frozenset({"PUBLIC", "SIGNED_IN"}) if is_told_more else frozenset({"PUBLIC"})


def _of_forms(table: Any, policies: frozenset[str]) -> Condition:
    forms = models.TypeDefinition
    return table.form.in_(forms.select(forms.id).where(forms.policy.in_(sorted(policies))))


def figures_of(form: models.TypeDefinition, table: Any, viewer: Viewer, units: Condition) -> Condition:
    """The same of the figures of one form, told by the columns of these alone; `units` is the rule of units."""
    if viewer.reads_all or units is NOBODY:
        return units if units is NOBODY else None
    found = []
    if form.policy in _told_to(viewer):
        # Of figures there are none but of reports that stand.
        approved = SQL("1 = 1") if sends(viewer) else table.is_approved
        if units is not None:
            # The limits of a portal are those of its units.
            approved &= table.unit.in_(models.Unit.select(models.Unit.id).where(units))
        found.append(approved)
    if viewer.unit_ids:
        found.append(among(table.unit, id_list(viewer.unit_ids)))
    if viewer.area_ids and form.policy in OF_OFFICERS:
        found.append(table.area.in_(area_ids_within(viewer.area_ids)))
    return reduce(or_, found) if found else NOBODY


def sends(viewer: Viewer) -> bool:
    """Whether a portal fills reports at all. One that is limited to organisations speaks for no unit."""
    portal = viewer.portal
    return portal is not None and "statistics:write" in portal.scopes and not portal.organization_ids


def fills(viewer: Viewer, row: Model | type[Model]) -> bool:
    """Whether somebody fills in a report as a person of its unit, or any report at all; or a portal does."""
    if viewer.portal is not None:
        return sends(viewer) and (isinstance(row, type) or _is_sent_by(viewer.portal, row))
    return bool(viewer.filled_unit_ids) if isinstance(row, type) else _unit_of(row) in viewer.filled_unit_ids


def _is_sent_by(portal: Portal, row: Model) -> bool:
    """Whether a report is of a public form and of a published unit within the limits of a portal."""
    form: Any = models.TypeDefinition.get_or_none(models.TypeDefinition.id == row.__data__.get("form"))
    units: Any = models.Unit.select(models.Unit.id).where(models.Unit.id == _unit_of(row), models.Unit.is_published)
    there = units.where(models.Unit.area.in_(area_ids_within(portal.area_ids))) if portal.area_ids else units
    return form is not None and form.policy == "PUBLIC" and bool(there.exists())


def approves(viewer: Viewer, row: Model | type[Model]) -> bool:
    """Whether somebody approves a report as a person of its unit or of one above, or any report at all."""
    return bool(viewer.approved_unit_ids) if isinstance(row, type) else _unit_of(row) in viewer.approved_unit_ids


def is_of_own_unit(viewer: Viewer, act: str, row: Model | type[Model]) -> bool:
    """Whether this is a report, and somebody may do this to it for the sake of what they do for a unit, or send for
    it. Whoever approves changes no more of it than its state, and whoever fills nothing that is submitted:
    tansiq.forms sees to that."""
    is_report = row is models.Report or isinstance(row, models.Report)
    if not is_report or (viewer.portal is not None and act not in _SENDING):
        return False
    return fills(viewer, row) or (act == "CHANGE" and approves(viewer, row))


def _unit_of(row: Model) -> Any:
    return row.__data__.get("unit")
