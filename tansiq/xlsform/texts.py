"""Words in two languages as columns of a form hold them, and labels that could be taken for something else.

"label::ar" says Arabic, "label::en" English; a plain "label" is of the language that the form names, else of the one
in whose letters it is written.
"""

import re
from collections.abc import Iterator

from tansiq.xlsform.tables import Cell, Line

_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LIKE_A_NAME, _PARTED = re.compile(r"\$( *)\{"), re.compile(r"\$( *) \{")


def words_of(line: Line, column: str, plain: str | None) -> Iterator[tuple[str, Cell]]:
    """("ar" or "en", cell) of a column that may be translated; `plain` is the language of what names none."""
    found = {code: line.cells[name] for code in ("ar", "en") if (name := f"{column}::{code}") in line.cells}
    if column in line.cells:
        cell = line.cells[column]
        found.setdefault(plain or language_of_letters(cell.text), cell)
    for code, cell in found.items():
        yield code, Cell(restored(cell.text), cell.place)


def language_of_letters(text: str) -> str:
    """ "ar" of a text with Arabic letters, else "en"."""
    return "ar" if _ARABIC.search(text) else "en"


def harmless(text: str) -> str:
    """A label in which nothing is taken for the name of a question: a blank more parts the two signs."""
    return _LIKE_A_NAME.sub(r"$\1 {", text)


def restored(text: str) -> str:
    """The label that `harmless` was given."""
    return _PARTED.sub(r"$\1{", text)
