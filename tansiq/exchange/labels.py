"""What a field is called in the language now spoken, and what it measures, for messages and for sheets."""

from tansiq.exchange.fields import BY_NAME
from tansiq.words import language


def label(name: str) -> str:
    """The header of a field in the language now spoken; a name that is no field is shown as it is."""
    field = BY_NAME.get(name)
    return name if field is None else (field.en if language() == "en" else field.ar)


class Label:
    """The header of a field, said later in the language of whoever reads it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __str__(self) -> str:
        return label(self._name)
