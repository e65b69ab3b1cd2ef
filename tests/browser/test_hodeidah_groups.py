"""Hodeidah: a sewing course, who came to it, what became of them by links of their own, the skills of the districts, a
group and its project: all from definitions that come along, in Arabic, before a desk and on a telephone."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tansiq.models import Area, Entry, FieldDefinition, Survey, SurveyInvitation, TypeDefinition
from tansiq.models.extra import extra_name
from tansiq.platform import clock
from tansiq.proposals.registering import digest_of
from tansiq.records import changes
from tansiq.surveys.answering import Sender
from tests.browser.conftest import Walk, enter
from tests.browser.form_filling import SAVE
from tests.people import SALMA
from tests.surveys import answer_with

NADIA = "nadia-of-the-groups@example.org"
DISTRICTS = {"YE1821": "الحوك", "YE1822": "الميناء"}
ANSWERED = ("IN_GROUP", "IN_GROUP", "IN_GROUP", "IN_GROUP", "SEEKING", "SEEKING", "SEEKING", "SEEKING", "SEEKING")
"""What those say who answer besides the one whom the story goes with, who works in a group too."""
FIGURES = """{{ summarize(type: "districtSkills", by: [{{field: "area", level: DISTRICT}}, {{field: "skill"}}],
    measure: {{way: SUM, field: "womenSkilled"}}) {{ groups {{ value keys {{ key }} }} }}
    registers {{ trainings(within: "YE18", where: {{topic: "SEWING"}}) {{
        edges {{ node {{ trainingName participants }} }} }} }}
    surveyResults(address: "{address}") {{ total questions {{ key answers {{ code count }} }} }} }}"""


@pytest.fixture(scope="module")
def districts(origin: str, settings: dict[str, str]) -> dict[str, int]:
    """Hodeidah with two districts, and its officer."""
    with changes.together():
        country = Area.get(Area.pcode == "YE")
        governorate = Area.get_or_none(Area.pcode == "YE18") or changes.save(
            SALMA, Area(pcode="YE18", level=1, parent=country.id, name_ar="الحديدة")
        )
        found = {
            pcode: changes.save(SALMA, Area(pcode=pcode, level=2, parent=governorate.id, name_ar=name)).id
            for pcode, name in DISTRICTS.items()
        }
    enter(settings, NADIA, "OFFICER", pcode="YE18")
    return found


@pytest.fixture
def telephone(browser: Browser, origin: str) -> Iterator[Walk]:
    """The telephone of somebody who was trained and has no account."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    walk = Walk(context.new_page(), origin)
    yield walk
    context.close()
    assert (walk.complaints, walk.elsewhere) == ([], [])


def _kind(key: str) -> int:
    return int(TypeDefinition.get(TypeDefinition.key == key).id)


def _name(kind: str, key: str) -> str:
    found = FieldDefinition.get(FieldDefinition.record_type == _kind(kind), FieldDefinition.key == key)
    return extra_name(found.id)


def _sit_down(walk: Walk, email: str) -> None:
    walk.page.context.clear_cookies()
    walk.sign_in("ar", email)


def _entered(walk: Walk, kind: str, at: str = "", owner: int = 0, **typed: Any) -> Entry:
    """An entry as the officer types it, by the keys of its fields: texts, codes of answers (in a list of one), and the
    entry that is looked up; its page stands open and is looked at."""
    page = walk.open(f"entry/new/?type={kind}{f'&owner={owner}' if owner else ''}").page
    if at:
        walk.look_up("area", at, f"({at})")
    if page.locator("#organization").count() and not owner:
        walk.look_up("organization", "NRA", "(NRA)")
    for key, value in typed.items():
        _type(walk, _name(kind, key), value)
    walk.check()
    walk.follow(SAVE).check()
    expect(page.locator(".faults")).to_have_count(0)
    row: Entry = Entry.select().where(Entry.record_type == _kind(kind)).order_by(Entry.id.desc()).get()
    return row


def _type(walk: Walk, name: str, value: Any) -> None:
    field = walk.page.locator(f"[id='{name}']")
    if isinstance(value, Entry):
        walk.look_up(name.replace(".", "\\."), value.title, value.title)
    elif isinstance(value, list):
        field.select_option(value)
    else:
        field.fill(value)


def _load(walk: Walk) -> None:
    """By one click each, with the trainings on which both rest."""
    _sit_down(walk, "salma@example.org")
    for name in ("training_outcomes", "productive_groups"):
        walk.open("definitions/").follow(f"#register-{name} button")
    walk.open("definitions/").check()
    assert {_kind("trainings"), _kind("trainingOutcomes"), _kind("productiveGroups")}


def _make_survey(walk: Walk, called: str) -> Survey:
    """A survey by links of one's own, on the page of the record type that it asks for."""
    page = walk.open(f"typedefinition/details/?id={_kind('trainingOutcomes')}").page
    walk.follow("a[href*='survey/new']")
    page.fill("#title_ar", called)
    page.fill("#title_en", called)
    page.fill("#intro_ar", "ثلاثة أشهر مضت على الدورة. كيف حالك في العمل؟")
    page.locator("[name=link_kind][value=ONE_TIME]").check()
    walk.look_up("area", "YE18", "(YE18)")
    page.fill("#starts_on", (clock.today() - timedelta(2)).isoformat())
    page.fill("#ends_on", clock.today().isoformat())
    page.locator("#is_reviewed").uncheck()
    page.locator("#has_public_results").check()
    walk.check()
    walk.follow(SAVE).check()
    expect(page.locator(".faults")).to_have_count(0)
    return Survey.select().order_by(Survey.id.desc()).get()


def _links(walk: Walk, survey: Survey) -> list[str]:
    """The links of ten participants, from the sheet that is shown once."""
    page = walk.open(f"survey/links/?id={survey.id}").page
    walk.check()
    page.fill("#count", "١٠")
    with page.expect_download() as download:
        page.locator("form.record .btn-primary").first.click()
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    cells = [str(cell.value) for sheet in book for row in sheet.rows for cell in row]
    return [text for text in cells if "/answer/link?token=" in text]


def _answer_by_link(telephone: Walk, link: str, survey: Survey) -> None:
    """Without an account: what is missing is told at its place, what was typed stays, and the link holds once."""
    path = urlsplit(link)
    address = f"{path.path.removeprefix('/admin/')}?{path.query}"
    page = telephone.open(address).page
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("h1")).to_have_text(survey.title_ar)
    telephone.check()
    _say(telephone, sex="FEMALE", outcome="IN_GROUP")
    telephone.follow(SAVE)
    expect(page.locator(".faults")).to_contain_text("ماذا ينقصك لتعمل؟")
    telephone.check()
    page.locator("input[value=TOOLS]").check()
    _say(telephone, askedOn=clock.today().isoformat(), timeAfter="M3")
    page.select_option("#area", label="الحوك")
    telephone.follow(SAVE)
    expect(page.locator("h1")).to_have_text("شكرًا لك")
    telephone.check()
    telephone.open(address)
    expect(page.locator("main")).to_contain_text("من قبل")
    telephone.check()


def _say(telephone: Walk, **said: str) -> None:
    for key, value in said.items():
        field = telephone.page.locator(f"[id='{_name('trainingOutcomes', key)}']")
        field.select_option(value) if field.evaluate("one => one.tagName") == "SELECT" else field.fill(value)


def _others_answer(survey: Survey, links: list[str], area: int) -> None:
    fields = {
        one.key: one for one in FieldDefinition.select().where(FieldDefinition.record_type == survey.record_type_id)
    }
    for link, outcome in zip(links, ANSWERED, strict=True):
        token = urlsplit(link).query.removeprefix("token=")
        invitation = SurveyInvitation.get(SurveyInvitation.digest == digest_of(token))
        said = {
            "askedOn": clock.today().isoformat(),
            "timeAfter": "M3",
            "sex": "FEMALE",
            "outcome": outcome,
            "lacking": ["CAPITAL"],
        }
        answer_with(survey, {fields[key]: value for key, value in said.items()}, Sender(invitation), area=area)


def _see_leading(walk: Walk, row: Entry, *titles: str) -> None:
    """The page of an entry leads to what it comes from and to what came of it."""
    page = walk.open(f"entry/details/?id={row.id}").page
    for title in titles:
        expect(page.locator("main a", has_text=title).first).to_be_visible()
    walk.check()


def _ask(walk: Walk, survey: Survey) -> dict[str, Any]:
    sent = {"query": FIGURES.format(address=survey.address)}
    answer: dict[str, Any] = walk.page.request.post(f"{walk.origin}/graphql", data=sent).json()
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]
    return found


def _enter_course(walk: Walk, called: str, width: int) -> tuple[Entry, Entry]:
    """The course and a trainee who came to it and passed."""
    held: dict[str, Any] = {
        "topic": ["SEWING"],
        "trainingState": ["HELD"],
        "firstDay": "2026-03-01",
        "women": "٢٥",
        "men": "0",
    }
    course = _entered(walk, "trainings", at="YE1821", trainingName=called, **held)
    expect(walk.page.locator("main")).to_contain_text("25")
    trainee = _entered(walk, "trainedPeople", at="YE1821", traineeCode=f"HD-{width}", sex=["FEMALE"])
    came: dict[str, Any] = {"trainee": trainee, "daysDue": "20", "daysAttended": "19", "result": ["PASSED"]}
    _entered(walk, "trainingAttendance", owner=course.id, **came, certificateNumber=f"S-{width}")
    return course, trainee


def _enter_group(walk: Walk, course: Entry, trainee: Entry, width: int) -> None:
    """A group, the trainee in it, its project and what that earned in a month; all of it can be followed both ways."""
    sewing: dict[str, Any] = {"production": ["SEWING"], "stage": ["PRODUCING"], "trained": "25", "working": "8"}
    group = _entered(walk, "productiveGroups", "YE1821", groupName=f"مشغل {width}", fromTraining=course, **sewing)
    member = _entered(walk, "groupMembers", owner=group.id, role=["HEAD"], trainee=trainee)
    running: dict[str, Any] = {"projectProduction": ["SEWING"], "projectState": ["RUNNING"]}
    called = f"ملابس مدرسية {width}"
    project = _entered(walk, "economicProjects", "YE1821", projectName=called, projectGroup=group, **running)
    month: dict[str, Any] = {"incomeMonth": "2026-06", "sales": "300000", "costs": "180000"}
    income = _entered(walk, "projectIncome", owner=project.id, **month)
    _see_leading(walk, course, group.title, trainee.title)
    _see_leading(walk, trainee, course.title, group.title)
    _see_leading(walk, group, course.title, project.title, trainee.title)
    _see_leading(walk, member, group.title, trainee.title)
    _see_leading(walk, project, group.title)
    _see_leading(walk, income, project.title)
    expect(walk.page.locator("main")).to_contain_text("120,000")


def _check_figures(walk: Walk, survey: Survey, called: str) -> None:
    """What portals are told once the survey has ended; each width has entered its own."""
    survey = Survey.get_by_id(survey.id)
    survey.ends_on = clock.today() - timedelta(1)
    changes.save(SALMA, survey)
    told = _ask(walk, survey)
    assert told["surveyResults"]["total"] == 1 + len(ANSWERED)
    [outcome] = [one for one in told["surveyResults"]["questions"] if one["key"] == "outcome"]
    assert {one["code"]: one["count"] for one in outcome["answers"] if one["count"]} == {"IN_GROUP": 5, "SEEKING": 5}
    skills = {tuple(key["key"] for key in one["keys"]): one["value"] for one in told["summarize"]["groups"]}
    rounds = Survey.select().count()
    assert skills == {("YE1821", "SEWING"): 40 * rounds, ("YE1822", "SEWING"): 12 * rounds}
    named = [edge["node"] for edge in told["registers"]["trainings"]["edges"]]
    assert {"trainingName": called, "participants": 25} in named


def test_a_course_leads_to_a_group_and_its_project(walk: Walk, telephone: Walk, districts: dict[str, int]) -> None:
    width = walk.page.evaluate("innerWidth")
    called = f"خياطة الحوك {width}"
    _load(walk)
    survey = _make_survey(walk, f"بعد دورة {called}")
    links = _links(walk, survey)
    _sit_down(walk, NADIA)
    course, trainee = _enter_course(walk, called, width)
    _answer_by_link(telephone, links[0], survey)
    _others_answer(survey, links[1:], districts["YE1821"])
    expect(walk.open(f"survey/results/?id={survey.id}").page.locator("main")).to_contain_text("10")
    walk.check()
    for at, women in (("YE1821", "40"), ("YE1822", "12")):
        skill: dict[str, Any] = {
            "skill": ["SEWING"],
            "skillDegree": ["SKILLED"],
            "countedOn": "2026-06-30",
            "working": "5",
        }
        _entered(walk, "districtSkills", at=at, **skill, womenSkilled=women, menSkilled="0")
    _enter_group(walk, course, trainee, width)
    _check_figures(walk, survey, called)
