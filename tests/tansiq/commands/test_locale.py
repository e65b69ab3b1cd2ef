"""tansiq locale: what a translator sees."""

from click.testing import CliRunner

from tansiq.commands.locale import locale


def test_catalogues_in_step_with_the_code_are_complete() -> None:
    answer = CliRunner().invoke(locale, ["check"])
    assert answer.exit_code == 0
    assert "The catalogues are complete." in answer.output
