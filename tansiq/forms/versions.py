"""Versions of a form: publishing freezes what it says, reports keep to the version in which they were submitted.

publish(from 2026-Q1) -> 1     publish(from 2026-Q3) -> 2     a report of 2026-Q2 is asked as 1, one of 2026-Q3 as 2
"""

from datetime import date
from typing import Any

from peewee import IntegrityError

from tansiq.faults import Fault, Refused
from tansiq.forms.carrying_over import carry_over
from tansiq.forms.frozen import content_of, digest_of
from tansiq.language.field_vocabulary import HOLDING_NOTHING
from tansiq.language.words import say
from tansiq.models import FormVersion, TypeDefinition, data_stamps
from tansiq.models.data_stamps import table_name
from tansiq.models.form_rules import DAYS
from tansiq.models.form_version import version_of_period
from tansiq.models.frozen_definitions import definitions_in
from tansiq.platform import clock
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes
from tansiq.reporting_period import ReportingPeriod, period_of

_COPIED = (*DAYS, "approval_levels")
"""What a version keeps of its form beside the items: what was due then stays so."""


def publish(viewer: Viewer, form: TypeDefinition, used_from: date) -> FormVersion:
    """Freeze what a form says as its next version, for the periods from the one on in which that day lies; reports of
    these that are being filled go over to it.

    Raises Refused: FORBIDDEN, ARCHIVED, NOT_A_FORM, NOT_IN_USE, EMPTY (no item is in use), NOTHING_NEW, and
    TOO_EARLY where the period is before the first one, or no later than that of the version before.
    """
    changes.require(viewer, "CHANGE", form)
    with changes.together():
        hold(TypeDefinition, [form.id])
        form = changes.find(viewer, TypeDefinition, form.id)
        _require_usable(form)
        content, last = content_of(form), last_version(form)
        _require_items(form, content)
        version = FormVersion(form=form.id, number=_next_number(form), used_from=_begins(form, used_from))
        version.content, version.digest = content.decode(), digest_of(content)
        for name in _COPIED:
            setattr(version, name, getattr(form, name))
        _require_news(form, version, last)
        version.account_id, version.actor = viewer.account_id, viewer.name
        _write(version)
        carry_over(viewer, form)
    return version


def withdraw(viewer: Viewer, version: FormVersion) -> FormVersion:
    """Let no further report be begun in a version. Those that were submitted in it are read, returned and approved in
    it as before; those that are being filled go over to the version that holds instead, or stay where there is none.

    Raises Refused: FORBIDDEN, WITHDRAWN (it is already).
    """
    changes.require(viewer, "CHANGE", version.form)
    with changes.together():
        hold(TypeDefinition, [version.form_id])
        version = FormVersion.get_by_id(version.id)
        if version.withdrawn_on is not None:
            raise Refused(Fault("WITHDRAWN", "", say("This version is withdrawn already.")))
        version.withdrawn_on = clock.today()
        _write(version)
        carry_over(viewer, version.form)
    return version


def versions_of(viewer: Viewer, form: TypeDefinition) -> list[FormVersion]:
    """The versions of a form that the viewer knows, the latest first."""
    rows: Any = visible(FormVersion, viewer).where(FormVersion.form == form.id)
    return list(rows.order_by(FormVersion.number.desc()))


def last_version(form: TypeDefinition) -> FormVersion | None:
    """The latest version that was not withdrawn."""
    rows: Any = FormVersion.select().where(FormVersion.form == form.id, FormVersion.withdrawn_on.is_null())
    found: FormVersion | None = rows.order_by(FormVersion.number.desc()).first()
    return found


def version_for(form: TypeDefinition, period: ReportingPeriod) -> FormVersion | None:
    """The version in which a report of this period is begun; None where none was published for it."""
    return version_of_period(form.id, period.begins)


def _require_usable(form: TypeDefinition) -> None:
    if not form.is_form:
        raise Refused(Fault("NOT_A_FORM", "", say("This record type is no form: nothing is reported in it.")))
    if form.use_state != "ACTIVE":
        raise Refused(Fault("NOT_IN_USE", "", say("Put the form in use first.")))


def _require_items(form: TypeDefinition, content: bytes) -> None:
    items = definitions_in(form, content).fields.values()
    if not any(one.value_type not in HOLDING_NOTHING for one in items):
        raise Refused(Fault("EMPTY", "", say("No item of this form is in use yet. Add one first.")))


def _begins(form: TypeDefinition, used_from: date) -> date:
    """The first day of the period in which a day lies; the first period of the form at the earliest."""
    # No form is saved without its first day.
    first, period = (period_of(form.period_type, day) for day in (form.reported_from or used_from, used_from))
    if period < first:
        text = say("The form is reported from %(period)s on.", period=first.name)
        raise Refused(Fault("TOO_EARLY", "used_from", text))
    return period.begins


def _next_number(form: TypeDefinition) -> int:
    return int(FormVersion.select().where(FormVersion.form == form.id).count()) + 1


def _require_news(form: TypeDefinition, version: FormVersion, last: FormVersion | None) -> None:
    if last is None:
        return
    if last.digest == version.digest and all(getattr(last, name) == getattr(version, name) for name in _COPIED):
        raise Refused(Fault("NOTHING_NEW", "", say("Nothing has changed since the last version.")))
    if version.used_from <= last.used_from:
        text = say(
            "Version %(number)s holds from %(period)s on. Choose a later period.",
            number=last.number,
            period=period_of(form.period_type, last.used_from).name,
        )
        raise Refused(Fault("TOO_EARLY", "used_from", text))


def _write(version: FormVersion) -> None:
    try:
        version.save()
    except IntegrityError as broken:
        raise Refused(Fault("CHANGED_MEANWHILE", "", changes.CHANGED_MEANWHILE)) from broken
    data_stamps.bump([table_name(FormVersion)])
