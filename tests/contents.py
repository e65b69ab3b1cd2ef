"""What the databases of a test run hold, each entered once: the small register, countries, the demonstration."""

from datetime import date

from click.testing import CliRunner

from tansiq.commands.demo import demo
from tansiq.language.words import speaking
from tansiq.reference.load import load
from tansiq.reference.merging import Outcome
from tests.databases import EMPTY, Content
from tests.register import enter_register

TODAY = date(2026, 3, 1)
"""The day on which the reference tables are loaded."""


def _yemen() -> dict[str, Outcome]:
    return load("yemen", TODAY)


def _syria() -> dict[str, Outcome]:
    return load("syria", TODAY)


def _demonstration() -> str:
    """What the command says that enters it."""
    with speaking("en"):
        answer = CliRunner().invoke(demo, ["load"], env={"TANSIQ_DEMO": "1"})
    assert answer.exit_code == 0, answer.output
    return answer.output


REGISTER = Content("register", enter_register, EMPTY)
YEMEN = Content("yemen", _yemen, EMPTY)
SYRIA = Content("syria", _syria, EMPTY)
DEMONSTRATION = Content("demonstration", _demonstration, YEMEN)
