"""The forms that units fill for periods: what each asks, version by version, and of how many units it is expected."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import strawberry

from api.context import Context
from api.enums import FieldType, PeriodType, WayTogether
from api.filters.arguments import Info, says
from api.types.record_type import FieldChoice, said
from tansiq.faults import Fault, Refused
from tansiq.forms.expecting import expected_units
from tansiq.language.words import say
from tansiq.models import Choice, FieldDefinition, FormVersion, TypeDefinition
from tansiq.models.definitions import ENTRY, Definitions
from tansiq.models.frozen_definitions import definitions_of
from tansiq.policy.entry_rule import knows
from tansiq.policy.visibility import visible
from tansiq.reporting_period import period_named, period_of

Key = Annotated[str, says("Key of a period, such as 2026-03, 2026-Q1, 2026-H1 or 2026.")]
FormKey = Annotated[str, says("Key of the form, such as served; `forms` lists them.")]


def _expected_count(self: Any, info: Info[Any, Any], period: Key) -> int:
    return int(expected_units(info.context.viewer, self.row, period_named(period)).count())


@strawberry.type(description="A list by which figures of an item are told apart, such as women and men.")
class FormBreakdown:
    choices: list[FieldChoice] = strawberry.field(description="The answers, each of which has a figure of its own.")


@strawberry.type(description="An item of a form: one line that units fill, or that is reckoned from others.")
class FormItem:
    row: strawberry.Private[FieldDefinition]
    key: str = strawberry.field(description="How programs call it, such as vehicles.")
    type: FieldType = strawberry.field(description="What it holds.")
    is_required: bool = strawberry.field(description="Whether a report has to say it.")
    over_areas: WayTogether | None = strawberry.field(
        description="How figures of several units become one; null where they are not put together."
    )
    over_time: WayTogether | None = strawberry.field(
        description="How figures of several periods become one; null where they are not put together."
    )
    breakdowns: list[FormBreakdown] = strawberry.field(description="By what it is broken down: at most two lists.")
    choices: list[FieldChoice] = strawberry.field(description="The answers it offers, in their order.")
    label: str = said("label", "What people call it, in one language or else the other.")
    unit: str = said("unit", "The unit of its figures, such as tons; empty where there is none.")


@strawberry.type(description="What was published of a form: reports of its periods are asked so, whatever came later.")
class PublishedForm:
    number: int = strawberry.field(description="Versions are numbered from 1.")
    used_from: str = strawberry.field(description="Key of the first period that is filled in it, such as 2026-Q1.")
    withdrawn_on: date | None = strawberry.field(description="From this day on no report is begun in it.")
    opens_days: int = strawberry.field(description="Days from the last one of a period until it can be filled.")
    due_days: int = strawberry.field(description="Days from the last one of a period until it is due, at midnight.")
    closes_days: int | None = strawberry.field(description="Days until nothing is taken any more; null: without end.")
    items: list[FormItem] = strawberry.field(
        description="What it asks, in its order; what is personal or not published is left out."
    )


@strawberry.type(description="A form that administrative units fill for each period, such as municipal statistics.")
class Form:
    row: strawberry.Private[TypeDefinition]
    key: str = strawberry.field(description="How programs call it.")
    period_type: PeriodType = strawberry.field(description="For which periods it is filled.")
    reported_from: str = strawberry.field(description="Key of its first period.")
    versions: list[PublishedForm] = strawberry.field(description="What was published of it, the latest first.")
    name: str = said("many", "What people call it, in one language or else the other.")
    description: str = said("hint", "What it is for; empty where nobody said so.")
    expected_count: int = strawberry.field(
        resolver=_expected_count, description="Of how many units that you see a report of this period is expected."
    )


def _choices(answers: Mapping[str, Choice]) -> list[FieldChoice]:
    return [FieldChoice(row=answer, code=answer.code) for answer in answers.values()]


def _way(code: str) -> WayTogether | None:
    return WayTogether(code) if code else None


def _item(definitions: Definitions, row: FieldDefinition) -> FormItem:
    lists = [number for number in (row.breakdown_id, row.second_breakdown_id) if number]
    return FormItem(
        row=row,
        key=row.key,
        type=FieldType(row.value_type),
        is_required=row.is_required,
        over_areas=_way(row.over_areas),
        over_time=_way(row.over_time),
        breakdowns=[FormBreakdown(choices=_choices(definitions.choices.get(number, {}))) for number in lists],
        choices=_choices(definitions.answers_to(row)),
    )


def _version(form: TypeDefinition, version: FormVersion) -> PublishedForm:
    # It is read with all others of its form, which is known already.
    version.form = form
    definitions = definitions_of(version)
    return PublishedForm(
        number=version.number,
        used_from=period_of(form.period_type, version.used_from).key,
        withdrawn_on=version.withdrawn_on,
        opens_days=version.opens_days,
        due_days=version.due_days,
        closes_days=version.closes_days,
        items=[_item(definitions, row) for row in definitions.open_to_all(ENTRY)],
    )


def form_with_key(context: Context, key: str) -> TypeDefinition:
    """The form in use with this key. Raises Refused(UNKNOWN_CODE) on "form" where there is none, or the viewer may not
    know of it."""
    found = next((row for row in _known(context) if row.key == key), None)
    if found is None:
        raise Refused(Fault("UNKNOWN_CODE", "form", say("There is no such code: %(codes)s.", codes=key[:40])))
    return found


def _known(context: Context) -> list[TypeDefinition]:
    return [row for row in context.definitions.forms_in_use() if knows(context.viewer, row)]


def forms(info: Info[Any, Any]) -> list[Form]:
    """The forms in use that units fill for periods and of which you may be shown reports."""
    context = info.context
    known = _known(context)
    versions: dict[int, list[FormVersion]] = {}
    rows: Any = visible(FormVersion, context.viewer).where(FormVersion.form.in_([row.id for row in known]))
    for version in rows.order_by(FormVersion.number.desc()) if known else ():
        versions.setdefault(version.form_id, []).append(version)
    return [
        Form(
            row=row,
            key=row.key,
            period_type=PeriodType(row.period_type),
            reported_from=period_of(row.period_type, row.reported_from or date.min).key,
            versions=[_version(row, version) for version in versions.get(row.id, ())],
        )
        for row in known
    ]
