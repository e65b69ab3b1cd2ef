"""What changed since a report was begun or sent is told on its page: its form, reports of units below."""

import html
import re

from tansiq.forms.assigning import assign
from tansiq.forms.filling import begin, submit
from tansiq.forms.versions import publish
from tansiq.language.words import without_marks
from tansiq.models import FieldDefinition, Report, RuleDefinition
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.reports.steps import report_page, send
from tests.definitions import item, rule
from tests.filled_forms import FilledForm
from tests.people import SALMA
from tests.register import Register


def test_who_fills_is_told_once_what_changed_and_what_was_taken_out(
    samir: Reader, salma: Reader, municipal: FilledForm
) -> None:
    send(samir, municipal, "keep", vehicles="12", waste_DRY="3")
    for one in RuleDefinition.select().where(RuleDefinition.rule_severity == "WARN"):
        one.use_state = "RETIRED"
        changes.save(SALMA, one)
    waste = changes.find(SALMA, FieldDefinition, municipal.number("waste"))
    waste.use_state = "RETIRED"
    changes.save(SALMA, waste)
    item(municipal.form, "lights")
    opened = Report.get()
    publish(SALMA, municipal.form, municipal.period().begins)
    page = samir.get(report_page(municipal)).text
    assert "went over to version 2" in page
    assert re.search(r"New:\s*<strong><bdi[^>]*>lights", page)
    assert re.search(r"<li><bdi[^>]*>waste</bdi>: <bdi>3</bdi>", page)
    # What was typed on the page of the version before is told of, and waits in its cells.
    page = send(samir, municipal, "keep", opened.version, vehicles="13")
    assert "Somebody changed this record meanwhile." in page
    assert 'value="13"' in page
    page = send(samir, municipal, "keep", Report.get().version, vehicles="13")
    assert "went over" not in page
    assert "Carried over from version" in salma.get(f"reports/history/?id={opened.id}").text


def test_who_approves_is_told_what_units_below_reported_since(
    salma: Reader, rima: Reader, municipal: FilledForm, register: Register
) -> None:
    above = municipal.units[0]
    below = register.unit("Below Ja'ar", above)
    assign(SALMA, municipal.form, [below], municipal.period(8).begins)
    rule("below({0}) <= {0}", municipal.items["vehicles"], message_en="Those below have more.")
    publish(SALMA, municipal.form, municipal.period(8).begins)
    submit(SALMA, municipal.begun(), municipal.values(vehicles=7))
    assert "does not hold here" not in rima.get(report_page(municipal)).text
    submit(SALMA, begin(SALMA, municipal.form, below, municipal.period()), municipal.values(vehicles=8))
    page = without_marks(html.unescape(rima.get(report_page(municipal)).text))
    assert "1 rule does not hold here:" in page
    assert "Those below have more. vehicles, units below: 8 (1 of 1 units)." in page
    [report] = Report.select().where(Report.unit == above.id)
    named = {"id": str(report.id), "version": str(report.version), "do": "approve"}
    rima.post("reports/decide/", page=report_page(municipal), **named)
    assert "Those below have more." in rima.get(report_page(municipal)).text
    assert Report.get_by_id(report.id).approved_level == 0
    hint = salma.get(f"ruledefinition/new/?of=entry-{municipal.form.id}").text
    assert "below(${ }) is the sum" in hint
    assert "below(${ })" not in salma.get("ruledefinition/new/?of=organization").text
