"""tansiq figures rebuild makes the figures of reports anew."""

from click.testing import CliRunner
from peewee import Database

from tansiq.commands.figures import figures
from tansiq.forms.filling import submit
from tansiq.models import Figure
from tests.filled_forms import municipal_form
from tests.people import SALMA
from tests.register import Register


def test_figures_that_were_lost_are_there_again(database: Database, register: Register) -> None:
    municipal = municipal_form(register.unit("Ja'ar"))
    submit(SALMA, municipal.begun(), municipal.values(vehicles=12, working=8, waste={"DRY": 2.5, "WET": 0.5}))
    before = {(one.item_id, one.cell, one.value) for one in Figure.select()}
    Figure.delete().execute()
    assert CliRunner().invoke(figures, ["rebuild"]).output.splitlines()[-1] == "6 figures were made anew."
    assert {(one.item_id, one.cell, one.value) for one in Figure.select()} == before
