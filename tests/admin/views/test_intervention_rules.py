"""Rules in the form of an intervention: told with all else that is wrong, and answered with a reason."""

from typing import Any

from tansiq.models import HistoryEntry, Intervention
from tests.admin.conftest import Reader
from tests.admin.entry_form import NEW, own, site_typed
from tests.definitions import field, name_of, rule
from tests.register import Register

MESSAGE = "They do not agree."


def _typed(register: Register, severity: str) -> dict[str, Any]:
    """A form that breaks a rule of interventions."""
    level, depth = field("level", "WHOLE", "intervention"), field("depth", "WHOLE", "intervention")
    rule("{0} <= {1}", level, depth, rule_severity=severity)
    return {**own(register), name_of(level): "5", name_of(depth): "4", **site_typed(register, 0, targeted="10")}


def test_a_rule_is_told_beside_what_could_not_be_read(salma: Reader, register: Register) -> None:
    page = salma.post(NEW, page="", **{**_typed(register, "REFUSE"), "sites-0-targeted": "many"}).text
    assert (MESSAGE in page, 'href="#sites-0-targeted"' in page) == (True, True)
    assert not Intervention.select().exists()


def test_no_rule_is_told_over_a_number_that_could_not_be_read(salma: Reader, register: Register) -> None:
    typed = _typed(register, "REFUSE")
    wrong = {**typed, next(name for name in typed if name.startswith("extra.")): "many"}
    assert MESSAGE not in salma.post(NEW, page="", **wrong).text


def test_what_a_rule_warns_of_is_saved_with_a_reason(salma: Reader, register: Register) -> None:
    typed = _typed(register, "WARN")
    page = salma.post(NEW, page="", **typed).text
    assert (MESSAGE in page, 'name="rule_reason"' in page) == (True, True)
    assert salma.post(NEW, page="", **typed, rule_reason="An old well.").status_code == 302
    assert HistoryEntry.get(HistoryEntry.record_type == "intervention").reason == "An old well."
