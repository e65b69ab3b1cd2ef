"""Results of surveys in the endpoint: what everybody may know, once the survey has ended."""

from typing import Any

from tansiq.models import Survey
from tansiq.platform import clock
from tests.api.all_questions import answered
from tests.people import NOBODY
from tests.register import Register
from tests.surveys import answer_with, outcomes, question, survey, work_question, yesterday

RESULTS = """{ surveyResults(address: "%s") { title(language: EN) endsOn total
    questions { key label(language: AR) answers { code label count } average answered } } }"""


def _told(address: str) -> Any:
    return answered(RESULTS % address, NOBODY)["data"]["surveyResults"]


def test_results_are_told_without_small_numbers_once_the_survey_has_ended(register: Register) -> None:
    of = outcomes(has_area=False, policy="PUBLIC")
    work, age = work_question(of), question(of, "age", "WHOLE")
    asked = survey(of, has_public_results=True, ends_on=clock.today())
    for place in range(11):
        answer_with(asked, {work: "GROUP" if place < 4 else "EMPLOYED", age: 20 + place})
    assert _told(asked.address) is None
    Survey.update(starts_on=yesterday(), ends_on=yesterday()).where(Survey.id == asked.id).execute()
    told = _told(asked.address)
    assert (told["title"], told["total"]) == ("After the training", 11)
    by_key = {one["key"]: one for one in told["questions"]}
    assert [(one["code"], one["count"]) for one in by_key["work"]["answers"]] == [
        ("EMPLOYED", None), ("GROUP", None), ("NOTHING", 0), (None, 0)
    ]  # fmt: skip
    assert by_key["age"] == {"key": "age", "label": "حقل age", "answers": [], "average": 25.0, "answered": 11}
    assert _told("nowhere") is None
