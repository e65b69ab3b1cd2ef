"""Forms in the back office: described, published version by version, withdrawn; each step told before it is done."""

import html
import re
from datetime import date

import pytest

from tansiq.forms.filling import keep, submit
from tansiq.models import Assignment, FieldDefinition, FormVersion, Report, TypeDefinition
from tansiq.platform import clock
from tests.admin.conftest import Reader
from tests.definitions import answers, form, item, record_type
from tests.filled_forms import municipal_form
from tests.people import SALMA
from tests.register import Register

NAMES = {"many_ar": "إحصاءات البلديات", "many_en": "Municipal statistics", "one_ar": "تقرير", "one_en": "Report"}


def test_a_form_is_described_by_its_periods_and_a_register_by_what_its_entries_have(salma: Reader) -> None:
    asked, other = salma.get("typedefinition/new/?periodic=1").text, salma.get("typedefinition/new/").text
    for name in ("period_type", "due_days", "reported_from"):
        assert f'name="{name}"' in asked
        assert f'name="{name}"' not in other
    for name in ("has_area", "owner_table"):
        assert f'name="{name}"' in other
        assert f'name="{name}"' not in asked
    days = {"period_type": "MONTH", "opens_days": "1", "due_days": "10", "closes_days": "", "approval_levels": "1"}
    given = {**NAMES, **days, "policy": "PUBLIC", "reported_from": "2026-01-01", "icon": "record", "menu": "register"}
    assert salma.post("typedefinition/new/?periodic=1", **given).status_code == 302
    made = TypeDefinition.get(TypeDefinition.many_en == NAMES["many_en"])
    assert (made.period_type, made.due_days, made.closes_days, made.key) == ("MONTH", 10, None, "municipalStatistics")
    page = salma.get(f"typedefinition/details/?id={made.id}").text
    # What it began with stands in its history as well.
    assert page.count("Due after days") == page.count("Each lies in an area") + 1


def test_what_is_wrong_with_the_days_is_told_where_they_stand(salma: Reader) -> None:
    days = {"period_type": "MONTH", "opens_days": "20", "due_days": "10", "closes_days": "5", "approval_levels": ""}
    page = salma.post("typedefinition/new/?periodic=1", **NAMES, **days, policy="PUBLIC", reported_from="").text
    for text in ("due before it can be filled", "closed before a report is due", "A form needs this."):
        assert text in page


@pytest.fixture
def statistics(register: Register) -> TypeDefinition:
    """Municipal statistics with vehicles, some of them at work."""
    made = form("statistics")
    item(made, "vehicles")
    return made


def test_a_version_is_published_after_what_is_new_in_it_was_read(salma: Reader, statistics: TypeDefinition) -> None:
    page = salma.get(f"typedefinition/publish/?id={statistics.id}").text
    assert "vehicles" in page
    assert re.search(r'<option value="2026-Q1" selected>1st quarter 2026', page)
    told = salma.post("typedefinition/publish/", page="typedefinition/", id=str(statistics.id), period="2026-Q1")
    assert told.status_code == 302
    page = salma.get(f"typedefinition/details/?id={statistics.id}").text
    assert "Version 1 is published." in page
    assert "from 1st quarter 2026 on" in page
    item(statistics, "lights")
    page = salma.get(f"typedefinition/publish/?id={statistics.id}").text
    assert re.search(r"New:\s*<strong><bdi[^>]*>lights", page)
    assert "vehicles" not in page


def test_publishing_what_says_nothing_new_is_refused_in_words(salma: Reader, statistics: TypeDefinition) -> None:
    for expected in (1, 1):
        salma.post("typedefinition/publish/", page="typedefinition/", id=str(statistics.id), period="2026-Q1")
        assert FormVersion.select().count() == expected
    assert "Nothing has changed since the last version." in salma.get("typedefinition/").text
    for period in ("2026-Q9", "", "2025-Q1"):
        salma.post("typedefinition/publish/", page="typedefinition/", id=str(statistics.id), period=period)
    assert FormVersion.select().count() == 1


def test_a_version_is_withdrawn_once_what_that_means_was_read(salma: Reader, statistics: TypeDefinition) -> None:
    salma.post("typedefinition/publish/", page="typedefinition/", id=str(statistics.id), period="2026-Q1")
    where = f"typedefinition/withdraw/?id={statistics.id}&number=1"
    assert "No further report is begun in it" in salma.get(where).text
    assert salma.post(where, page="typedefinition/", id=str(statistics.id), number="1").status_code == 302
    assert FormVersion.get().withdrawn_on == clock.today()
    assert salma.get(where).status_code == 404


def test_what_becomes_of_reports_is_told_before_and_after_a_version_is_published_or_withdrawn(
    salma: Reader, register: Register
) -> None:
    municipal = municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))
    keep(SALMA, municipal.begun(), municipal.values(vehicles=12))
    item(municipal.form, "lights")
    named = {"id": str(municipal.form.id)}
    assert "go over to it item by item" in salma.get(f"typedefinition/publish/?id={municipal.form.id}").text
    told = salma.post("typedefinition/publish/", page="typedefinition/", **named, period=municipal.period().key)
    assert told.status_code == 302
    assert "1 report that is being filled went over" in salma.get("typedefinition/").text
    submit(SALMA, municipal.begun(unit=1), municipal.values(vehicles=1))
    where = f"typedefinition/withdraw/?id={municipal.form.id}&number=2"
    page = salma.get(where).text
    assert "That is 1 report." in page
    assert "1 report that is being filled goes over" in page
    assert "can still be submitted" not in page
    salma.post(where, page="typedefinition/", **named, number="2")
    assert "1 report that is being filled went over" in salma.get("typedefinition/").text
    assert "stays in it and can still be submitted" in salma.get(where[:-1] + "1").text


def test_a_report_that_cannot_be_read_is_named_and_stops_no_version(salma: Reader, register: Register) -> None:
    municipal = municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))
    for unit in (0, 1):
        keep(SALMA, municipal.begun(unit=unit), municipal.values(vehicles=12))
    Report.update(extra=[1]).where(Report.unit == municipal.units[0].id).execute()
    item(municipal.form, "lights")
    named, period = {"id": str(municipal.form.id)}, municipal.period().key
    salma.post("typedefinition/publish/", page="typedefinition/", **named, period=period)
    page = html.unescape(salma.get("typedefinition/").text)
    assert "1 report that is being filled went over" in page
    assert re.search(rf"1 report cannot be read and stays in its version: .?Ja'ar \({period}\)", page)
    where = f"typedefinition/withdraw/?id={municipal.form.id}&number=1"
    assert "1 report that is being filled goes over" in salma.get(where).text
    salma.post(where, page="typedefinition/", **named, number="1")
    page = html.unescape(salma.get("typedefinition/").text)
    assert "went over" not in page
    assert "1 report cannot be read" in page


def test_only_forms_in_use_have_versions_and_only_administrators_publish_them(
    salma: Reader, nadia: Reader, statistics: TypeDefinition
) -> None:
    for other in (record_type("wells"), form("drafted", use_state="DRAFT")):
        assert salma.get(f"typedefinition/publish/?id={other.id}").status_code == 404
    assert nadia.get(f"typedefinition/publish/?id={statistics.id}").status_code in (302, 403, 404)
    assert "Publish a version" not in nadia.get(f"typedefinition/details/?id={statistics.id}").text
    assert FormVersion.select().count() == 0


def test_an_item_says_how_its_figures_are_put_together(salma: Reader, statistics: TypeDefinition) -> None:
    people = FieldDefinition.get(FieldDefinition.key == "vehicles")
    where = f"fielddefinition/new/?of=entry-{statistics.id}&type=WHOLE"
    asked = salma.get(where).text
    for name in ("over_areas", "over_time", "weight_number", "breakdown"):
        assert f'name="{name}"' in asked
    for name in ("is_indexed", "is_personal"):
        assert f'name="{name}"' not in asked
    sexes = answers("F", "M")
    given = {"label_en": "Workers", "label_ar": "العاملون", "over_areas": "AVERAGE", "over_time": "LATEST"}
    told = salma.post(where, **given, weight_number=str(people.number), breakdown=str(sexes.id))
    assert told.status_code == 302
    made = FieldDefinition.get(FieldDefinition.label_en == "Workers")
    assert (made.over_areas, made.over_time, made.weight_number) == ("AVERAGE", "LATEST", people.number)
    assert made.breakdown_id == sexes.id
    assert 'name="over_areas"' not in salma.get("fielddefinition/new/?of=organization&type=WHOLE").text


def test_units_are_assigned_by_kind_and_place_after_they_were_counted(
    salma: Reader, statistics: TypeDefinition, register: Register
) -> None:
    for name, kind in (("Ja'ar", "MUNICIPALITY"), ("Zinjibar", "MUNICIPALITY"), ("Office", "OFFICE")):
        register.unit(name, unit_kind=kind)
    register.unit("Gone", unit_kind="MUNICIPALITY", ends_on=date(2025, 12, 31))
    abyan, aden = register.areas["YE12"].id, register.areas["YE19"].id
    where = f"typedefinition/assign/?id={statistics.id}"
    assert "Choose at least one kind of unit." in salma.get(f"{where}&from=").text
    told = salma.get(f"{where}&kind=MUNICIPALITY&within={abyan}&from=1/1/2026").text
    assert "2 units do not fill the form yet." in told
    assert "Gone" not in told
    assert "No unit of these is left" in salma.get(f"{where}&kind=MUNICIPALITY&within={aden}&from=1/1/2026").text
    chosen = {"id": str(statistics.id), "kind": "MUNICIPALITY", "within": "", "from": "2026-01-01"}
    assert salma.post("typedefinition/assign/", page=where, **chosen).status_code == 302
    page = salma.get(f"typedefinition/details/?id={statistics.id}").text
    assert "2 units fill the form." in page
    assert re.search(r"is expected of 2 units\.", page)
    assert Assignment.select().count() == 2
    salma.post("typedefinition/assign/", page=where, **chosen)
    assert "All of these units fill the form already." in salma.get("typedefinition/").text


def test_a_day_that_nobody_can_read_is_told_at_its_place(salma: Reader, statistics: TypeDefinition) -> None:
    where = f"typedefinition/assign/?id={statistics.id}"
    page = salma.get(f"{where}&kind=OFFICE&from=yesterday").text
    assert 'aria-invalid="true"' in page
    assert 'value="yesterday"' in page
    chosen = {"id": str(statistics.id), "kind": "OFFICE", "from": "32/1/2026"}
    assert 'aria-invalid="true"' in salma.post("typedefinition/assign/", page=where, **chosen).text
    assert Assignment.select().count() == 0


def test_who_may_not_assign_is_not_offered_to(nadia: Reader, salma: Reader, statistics: TypeDefinition) -> None:
    assert nadia.get(f"typedefinition/assign/?id={statistics.id}").status_code == 404
    assert "Assign units" not in nadia.get(f"typedefinition/details/?id={statistics.id}").text
    assert salma.get(f"typedefinition/assign/?id={record_type('wells').id}").status_code == 404
