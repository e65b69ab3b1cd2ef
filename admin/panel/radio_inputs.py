"""One of a few choices that all stand on the page, each with what it means or with its picture."""

from typing import Any

from wtforms import SelectField
from wtforms.widgets import RadioInput

from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import gettext


class RadiosField(SelectField):
    """A word of a vocabulary. `is_pictured` shows the icon of each code instead of its sentence."""

    option_widget = RadioInput()

    def __init__(self, label: Any, words: Vocabulary, is_pictured: bool = False, **options: Any) -> None:
        self.is_pictured = is_pictured
        self._sentences = {word.code: word.sentence for word in words}
        # What is chosen later may stay open: radios cannot be taken back otherwise.
        super().__init__(label, choices=words.choices, coerce=str, **options)

    def said(self, code: str) -> str:
        """The sentence that says when to choose this; "" where there is none."""
        text = self._sentences.get(code, "")
        return gettext(text) if text and not self.is_pictured else ""
