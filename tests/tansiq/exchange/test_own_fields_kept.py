"""A sheet that comes back changes what it says: what rows know by own fields beside stays."""

from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

from tansiq.commands import ready
from tansiq.commands.fivew import fivew
from tansiq.commands.plans import plans
from tansiq.models import Intervention, PlanItem, Site
from tansiq.records import changes
from tests.definitions import field, name_of
from tests.people import SALMA
from tests.register import Register


def _run(*arguments: Any) -> None:
    group = click.Group("tansiq", commands=[ready(fivew), ready(plans)])
    answer = CliRunner().invoke(group, [str(one) for one in arguments])
    assert answer.exit_code == 0, answer.output


def _known(row: Any, name: str) -> None:
    again = type(row).get_by_id(row.id)
    again.enter(name, "Khanfar")
    changes.save(SALMA, again)


def _change(sheet: Path, before: str, after: str) -> None:
    text = sheet.read_text("utf-8-sig")
    assert before in text
    sheet.write_text(text.replace(before, after), "utf-8-sig")


def test_a_sheet_of_interventions_leaves_own_fields_as_they_are(register: Register, tmp_path: Path) -> None:
    of_work, of_site = (name_of(field("office", table=table)) for table in ("intervention", "site"))
    work = register.intervention("NRA", title_en="Water trucking")
    site = register.site(work, targeted=1234)
    _known(work, of_work)
    _known(site, of_site)
    sheet = tmp_path / "out.csv"
    _run("fivew", "export", sheet)
    _change(sheet, "Water trucking", "Water network")
    _change(sheet, "1234", "4321")
    _run("fivew", "import", sheet)
    assert (Intervention.get().title_en, Intervention.get().entered(of_work)) == ("Water network", "Khanfar")
    assert (Site.get().targeted, Site.get().entered(of_site)) == (4321, "Khanfar")


def test_a_sheet_of_a_plan_leaves_own_fields_as_they_are(register: Register, tmp_path: Path) -> None:
    of_item = name_of(field("office", table="plan_item"))
    plan = register.plan("YE1211", name_en="Recovery plan")
    _known(register.item(plan, "Wells"), of_item)
    sheet = tmp_path / "out.csv"
    _run("plans", "export", plan.id, sheet)
    _change(sheet, "Wells", "Deep wells")
    _run("plans", "import", "--plan", plan.id, sheet)
    assert (PlanItem.get().name_en, PlanItem.get().entered(of_item)) == ("Deep wells", "Khanfar")
