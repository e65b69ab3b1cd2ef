"""A portal can tell what register it reads."""

from tests.api.schema_client import ENGLISH, ask
from tests.register import Register

QUERY = "{ about { isDemo notice version dataVersion } }"


def test_a_demonstration_says_so(register: Register) -> None:
    about = ask(QUERY, ENGLISH, is_demo=True)["about"]
    assert about["isDemo"]
    assert "synthetic" in about["notice"]
    assert about["version"]


def test_a_register_in_use_has_no_notice_and_its_version_grows(register: Register) -> None:
    before = ask(QUERY, ENGLISH)["about"]
    register.intervention("NRA")
    after = ask(QUERY, ENGLISH)["about"]
    assert (before["isDemo"], before["notice"]) == (False, None)
    assert int(after["dataVersion"]) > int(before["dataVersion"])
