"""What a field is called in the language now spoken, and what it measures, for messages and for sheets."""

from functools import cache

from tansiq.exchange.sheet.fields import find_field
from tansiq.language.arabic import fold
from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import LANGUAGES, language, speaking


def label(name: str) -> str:
    """The header of a field in the language now spoken; a name that is no field is shown as it is."""
    field = find_field(name)
    return name if field is None else (field.en if language() == "en" else field.ar)


class Label:
    """The header of a field, said later in the language of whoever reads it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return label(self.name)


@cache
def codes_by_label(vocabulary: Vocabulary) -> dict[str, str]:
    """The codes of a vocabulary by their folded labels in all languages: what our own lists offer is understood."""
    found = {}
    for code in LANGUAGES:
        with speaking(code):
            found.update({fold(text): word for word, text in vocabulary.choices()})
    return found
