"""What a rule tells people: what the form says, else a sentence about its question in both languages."""

from tansiq.language.words import gettext, speaking
from tansiq.xlsform.questions import Question, RuleRow
from tansiq.xlsform.texts import words_of


def fill_messages(rule: RuleRow, column: str, plain: str | None, about: Question | None) -> None:
    """Put the messages of a rule, which stand in a column of its line, into it."""
    for code, cell in words_of(rule.line, column, plain):
        rule.values[f"message_{code}"] = cell.text
        rule.cells[f"message_{code}"] = cell.place
    if about is None or any(name.startswith("message_") for name in rule.values):
        return
    for code, other in (("ar", "en"), ("en", "ar")):
        label = about.values.get(f"label_{code}") or about.values.get(f"label_{other}") or about.name
        with speaking(code):
            rule.values[f"message_{code}"] = gettext("“%(field)s” is not what the form allows.", field=label[:200])
