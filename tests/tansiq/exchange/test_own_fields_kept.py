"""A sheet that comes back changes what it says: what rows know by own fields beside stays."""

from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

from tansiq.commands import ready
from tansiq.commands.fivew import fivew
from tansiq.commands.plans import plans
from tansiq.exchange.plan_import import PlanChoices, import_plan
from tansiq.models import Intervention, PlanItem, Site
from tansiq.records import changes
from tests.definitions import answers, field, name_of
from tests.fivew import HEADER, csv_file, row, take, told
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


def test_own_fields_of_items_go_out_and_in_with_the_sheet_of_a_plan(register: Register, tmp_path: Path) -> None:
    state = field("state", "CHOICE", "plan_item", choice_list=answers("READY", "MISSING").id, label_en="Land")
    length = field("length", "NUMBER", "plan_item", label_en="Length", unit_en="km", decimals=1)
    plan = register.plan("YE1211", name_en="Recovery plan")
    for name in ("Wells", "Roads"):
        item = register.item(plan, name)
        item.enter(name_of(state), "READY")
        item.enter(name_of(length), 2.5)
        changes.save(SALMA, item)
    sheet = tmp_path / "out.csv"
    _run("plans", "export", plan.id, sheet)
    assert "Length (km)" in sheet.read_text("utf-8-sig")
    assert import_plan(SALMA, sheet, PlanChoices(plan)).plan.tally.unchanged == 2
    _change(sheet, "Ready,2.5", "Missing,٣٫٥")
    _run("plans", "import", "--plan", plan.id, sheet)
    assert [(item.entered(name_of(state)), item.entered(name_of(length))) for item in PlanItem.select()] == [
        ("MISSING", 3.5), ("MISSING", 3.5)
    ]  # fmt: skip
    _change(sheet, "Missing,٣٫٥", "Perhaps,far")
    told = [one.code for one in import_plan(SALMA, sheet, PlanChoices(plan)).plan.errors]
    assert told == ["unknown-word", "not-a-number"] * 2


def test_a_new_item_comes_with_its_own_fields_and_bounds_are_told_at_the_cell(
    register: Register, tmp_path: Path
) -> None:
    length = field("length", "WHOLE", "plan_item", label_ar="الطول", most=100)
    keeper = field("keeper", "REFERENCE", "plan_item", label_en="Keeper", reference_table="organization")
    known, plan = register.organization("NRA"), register.plan("YE1211")
    rows = [["1", "Roads", "90", "NRA"], ["2", "Ports", "900", "Nobody"]]
    sheet = csv_file(tmp_path, rows, ("Code", "Item", "الطول", "Keeper"), "plan.csv")
    outcome = import_plan(SALMA, sheet, PlanChoices(plan, good_rows_only=True))
    assert ("plan!D3", "reference-unknown") in [(one.address, one.code) for one in outcome.plan.errors]
    _change(sheet, "Nobody", "NRA")
    again = import_plan(SALMA, sheet, PlanChoices(plan, is_dry=True))
    assert [(one.address, one.code) for one in again.plan.errors] == [("plan!C3", "out-of-range")]
    [item] = PlanItem.select()
    assert (item.entered(name_of(length)), item.entered(name_of(keeper))) == (90, known.id)


def test_own_fields_of_work_go_out_and_in_with_the_5w_sheet(register: Register, tmp_path: Path) -> None:
    of_work = field("contract", "CHOICE", "intervention", choice_list=answers("SIGNED", "OPEN").id, label_en="Contract")
    of_site = field("wells", "WHOLE", "site", label_en="Wells dug", most=50)
    keeper = field("keeper", "REFERENCE", "site", label_en="Keeper", reference_table="organization")
    work = register.intervention("NRA", title_en="Water trucking")
    for pcode in ("YE121121", "YE121122"):
        site = register.site(work, pcode, targeted=10)
        for one, value in ((of_site, 3), (keeper, register.organization("ADR").id)):
            site.enter(name_of(one), value)
        changes.save(SALMA, site)
    work = Intervention.get()
    work.enter(name_of(of_work), "SIGNED")
    changes.save(SALMA, work)
    for name in ("out.csv", "out.xlsx"):
        _run("fivew", "export", tmp_path / name)
        back = take(tmp_path / name)
        assert (back.plan.problems, back.plan.tally.unchanged, back.plan.is_change) == ([], 2, False)
    sheet = tmp_path / "out.csv"
    _change(sheet, "Signed,3,", "Open,٤,")
    outcome = take(sheet)
    assert outcome.plan.tally.changed == 2
    assert Intervention.get().entered(name_of(of_work)) == "OPEN"
    assert [site.entered(name_of(of_site)) for site in Site.select()] == [4, 4]
    assert any("Wells dug: 3 -> 4" in str(line) for line in outcome.plan.change_lines)
    _change(sheet, "Open,٤,", "Perhaps,٤,")
    assert {code for _, code in told(take(sheet))} == {"unknown-word"}
    _change(sheet, "Perhaps,٤,", "Open,90,")
    assert {code for _, code in told(take(sheet))} == {"out-of-range"}


def test_new_work_comes_with_its_own_fields_and_the_same_sheet_twice_changes_nothing(
    register: Register, tmp_path: Path
) -> None:
    of_work, of_site = field("contract", table="intervention"), field("wells", "WHOLE", "site")
    register.organization("NRA")
    rows = [[*row(), "C-7", 3], [*row(Sub_district="al-Kawd"), "C-7", 5]]
    sheet = csv_file(tmp_path, rows, (*HEADER, "contract", "wells"))
    assert take(sheet).plan.errors == []
    assert [work.entered(name_of(of_work)) for work in Intervention.select()] == ["C-7"]
    assert [site.entered(name_of(of_site)) for site in Site.select().order_by(Site.id)] == [3, 5]
    assert take(sheet).plan.is_change is False
    other = [[*row(), "C-7", 4], [*row(Sub_district="al-Kawd"), "C-7", 5]]
    assert take(csv_file(tmp_path, other, (*HEADER, "contract", "wells"))).plan.tally.changed == 1
    assert [site.entered(name_of(of_site)) for site in Site.select().order_by(Site.id)] == [4, 5]
