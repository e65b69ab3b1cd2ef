"""tansiq plans: sheets in and out, and what is kept of plans for whoever runs no worker."""

from datetime import date
from pathlib import Path

from click.testing import CliRunner, Result
from openpyxl import load_workbook

from tansiq.commands.fivew import fivew
from tansiq.commands.plans import plans
from tansiq.models import Batch, Plan, PlanItem, PlanSnapshot
from tansiq.plans.versions import adopt
from tests.fivew import csv_file
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.plans.outlines import outline

HEADER = ("Code", "Item", "Budget", "Currency")
ROWS: list[list[object]] = [["1", "Water", "", ""], ["1.1", "Wells", 500, "USD"]]


def _run(*words: object) -> Result:
    return CliRunner().invoke(plans, [str(word) for word in words])


def test_a_sheet_goes_into_a_plan_and_comes_out_of_it(register: Register, tmp_path: Path) -> None:
    plan = register.plan()
    answer = _run("import", csv_file(tmp_path, ROWS, HEADER), "--plan", plan.id)
    assert answer.exit_code == 0
    assert "Sheet 5w: 2 rows." in answer.output
    assert answer.output.endswith("Everything was written.\n")
    out = tmp_path / "out.xlsx"
    assert _run("export", plan.id, out).output == f"2 rows written to {out}.\n"
    assert load_workbook(out).worksheets[0]["A4"].value == "1.1"
    assert _run("import", out, "--plan", plan.id).output.endswith("Nothing to do.\n")


def test_a_new_plan_is_entered_with_its_items_and_taken_back_with_them(register: Register, tmp_path: Path) -> None:
    path = csv_file(tmp_path, ROWS, HEADER)
    made = ("--new", "خطة خنفر", "--area", "YE1211", "--kind", "RECOVERY", "--from", "2026-01-01", "--to", "2026-12-31")
    assert _run("import", path, *made, "--dry-run").exit_code == 0
    assert not Plan.select().exists()
    assert _run("import", path, *made).exit_code == 0
    plan = Plan.get()
    assert (plan.name_ar, plan.plan_kind, plan.is_published) == ("خطة خنفر", "RECOVERY", False)
    assert outline(plan) == [("1", "Water"), ("1.1", "Wells")]
    assert CliRunner().invoke(fivew, ["undo", str(Batch.get().id)]).exit_code == 0
    assert (Plan.get().archived_at is None, outline(plan)) == (False, [])


def test_a_wrong_sheet_enters_nothing_and_is_given_back_marked(register: Register, tmp_path: Path) -> None:
    marked = tmp_path / "marked.xlsx"
    path = csv_file(tmp_path, [*ROWS, ["1.2", "Pumps", "much", "USD"]], HEADER)
    answer = _run("import", path, "--plan", register.plan().id, "--marked", marked)
    assert (answer.exit_code, PlanItem.select().count()) == (1, 0)
    assert "5w!C4  much" in answer.output
    assert load_workbook(marked).worksheets[0]["C4"].comment is not None


def test_it_is_said_which_plan_is_meant(register: Register, tmp_path: Path) -> None:
    path = csv_file(tmp_path, ROWS, HEADER)
    assert "Say which plan" in _run("import", path).output
    assert "A new plan needs --area, --from and --to." in _run("import", path, "--new", "Plan").output
    assert "There is no plan 4711." in _run("import", path, "--plan", 4711).output


def test_each_followed_plan_is_kept_once_a_month(register: Register) -> None:
    register.plan("YE1210")
    plan = register.plan("YE1211")
    register.item(plan, "Wells")
    adopt(SALMA, plan, date(2026, 1, 1))
    said = [CliRunner().invoke(plans, ["snapshot"]).output for _ in range(2)]
    assert said == ["Kept how 1 plan stands.\n"] * 2
    assert PlanSnapshot.select().count() == 2
