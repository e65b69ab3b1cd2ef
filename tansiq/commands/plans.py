"""tansiq plans: workbooks of plans in and out, and what is kept of plans, for whoever runs no worker."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from tansiq.commands.day_option import DAY
from tansiq.commands.import_options import (
    choices_of,
    in_language,
    marking_option,
    operator_of,
    reading_options,
    report_language,
    tell_outcome,
    tell_progress,
    writing_options,
)
from tansiq.commands.sheet_format import format_of, sheet_options, tell_written
from tansiq.exchange.export.plan_layouts import LAYOUTS, PlanLayout
from tansiq.exchange.plan_import import PlanChoices, import_plan, lines
from tansiq.faults import Fault, Refused
from tansiq.geography.within import find_area
from tansiq.language.arabic import is_arabic
from tansiq.language.plan_vocabulary import PLAN_KINDS
from tansiq.language.words import N_, gettext, ngettext, say
from tansiq.models import Plan
from tansiq.plans.snapshots import take_snapshots
from tansiq.platform import clock
from tansiq.policy.viewer import OPERATOR
from tansiq.policy.visibility import visible


@click.group(help=N_("Bring plans in and write them, and keep how they stand."))
def plans() -> None:
    """Group of commands."""


@plans.command("import", help=N_("Import the items of a plan from FILE (XLSX, XLSM, ODS or CSV)."))
@reading_options
@click.option("--plan", "number", type=int, help=N_("The number of the plan that the items are of."))
@click.option("--new", "name", help=N_("Enter a new plan of this name with its items; give --area, --from and --to."))
@click.option("--area", help=N_("The P-code of the area that the new plan is for."))
@click.option("--kind", type=click.Choice(PLAN_KINDS.codes), default="ANNUAL", help=N_("The kind of the new plan."))
@click.option("--from", "begins", type=DAY, help=N_("The first day of the new plan."))
@click.option("--to", "ends", type=DAY, help=N_("The last day of the new plan."))
@writing_options
@marking_option
@report_language
def import_(file: Path, spoken: str | None, marked: Path | None, **chosen: Any) -> None:
    with in_language(spoken):
        read = choices_of(chosen)
        del read["country"]
        outcome = import_plan(operator_of(chosen), file, PlanChoices(_plan(chosen), **read), tell_progress)
        tell_outcome(lines(outcome.plan), outcome, marked, chosen["dry_run"])


def _plan(chosen: dict[str, Any]) -> Plan:
    """The plan that was chosen, or a new one that is entered with its items."""
    if (chosen["number"] is None) == (chosen["name"] is None):
        raise click.ClickException(
            gettext("Say which plan: --plan with its number, or --new with the name of a new one.")
        )
    if chosen["number"] is not None:
        return _find(chosen["number"])
    days: tuple[date | None, date | None] = (chosen["begins"], chosen["ends"])
    if not chosen["area"] or None in days:
        raise click.ClickException(gettext("A new plan needs --area, --from and --to."))
    area = find_area(OPERATOR, chosen["area"])
    values = {"name_en": chosen["name"], "plan_kind": chosen["kind"], "starts_on": days[0], "ends_on": days[1]}
    if is_arabic(chosen["name"]):
        values["name_ar"] = values.pop("name_en")
    return Plan(area=area.id, **values)


def _find(number: int) -> Plan:
    found: Plan | None = visible(Plan, OPERATOR).where(Plan.id == number).first()
    if found is None:
        raise Refused(Fault("NOT_FOUND", "plan", say("There is no plan %(number)s.", number=str(number))))
    return found


@plans.command(help=N_("Write the items of the plan of this NUMBER to OUT, as a sheet that can be imported again."))
@click.argument("number", type=int)
@sheet_options
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="numbering",
    help=N_("What tells the levels: codes such as 1.2.3, how far names are indented, or a column for each level."),
)
def export(number: int, out: Path, kind: Any, layout: PlanLayout, spoken: str | None) -> None:
    from tansiq.exchange.export.plan_sheet import write_plan

    kind = format_of(out, kind)
    with in_language(spoken):
        count = write_plan(OPERATOR, _find(number), out, kind, layout)
        tell_written(count, out)


@plans.command(
    help=N_(
        "Keep how every followed plan stands this month; again within the month: anew. The worker does it by itself."
    )
)
def snapshot() -> None:
    count = take_snapshots(clock.today())
    click.echo(ngettext("Kept how %(count)s plan stands.", "Kept how %(count)s plans stand.", count))
