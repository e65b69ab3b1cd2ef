"""A mapping that a person gives: which column of a foreign sheet is which field.

The file is JSON, one object: `{"Bailleur de fond": "donor", "#actor": "donor", "AB": "remarks", "HRP": ""}`.
A key is a header, an HXL tag or a column letter; an empty field leaves the column out.
"""

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from tansiq.exchange.sheet.columns import Column, fold_key
from tansiq.exchange.sheet.field import SheetKind
from tansiq.exchange.sheet.fields import fields_of
from tansiq.exchange.sheet.headers import month_of_header
from tansiq.exchange.values.problems import Unreadable
from tansiq.language.words import Sentence, say

_NO_MAPPING = say("The mapping cannot be read. Write JSON, as in %(example)s.", example='{"Commune": "adm3_name"}')


def read_mapping(path: Path) -> dict[str, str]:
    """The mapping of a file; `Unreadable` where it is no JSON object."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Unreadable(_NO_MAPPING) from error
    if not isinstance(content, dict):
        raise Unreadable(_NO_MAPPING)
    return {str(key): str(value or "") for key, value in content.items()}


def fold_mapping(mapping: Mapping[str, str], kind: SheetKind = "FIVEW") -> dict[str, str]:
    """The mapping by folded keys, ready to be looked up; unknown and doubled fields are refused.

    People reached may be given to a column of each month: `refuse_doubled` asks once the headers are known.
    """
    known = [field.name for field in fields_of(kind)]
    for field in mapping.values():
        if field and field not in known:
            raise Unreadable(_unknown(field, known))
        if field and field != "reached" and list(mapping.values()).count(field) > 1:
            raise _doubled(field)
    return {fold_key(key): field for key, field in mapping.items()}


def refuse_doubled(taken: Iterable[tuple[str, str]]) -> None:
    """Refuse people reached of one month in two columns; `taken` are the header and the field of each."""
    months = [month_of_header(header) for header, field in taken if field == "reached"]
    if len(set(months)) < len(months):
        raise _doubled("reached")


def _doubled(field: str) -> Unreadable:
    return Unreadable(say("The mapping gives %(field)s to two columns. Give it to one.", field=field))


def refuse_unused(mapping: Mapping[str, str], columns: list[Column]) -> None:
    """Refuse a mapping that names a column the sheet does not have."""
    known = {fold_key(key) for column in columns for key in (column.header, column.tag, column.letter) if key}
    for key in mapping:
        if fold_key(key) not in known:
            headers = ", ".join(column.header or column.letter for column in columns)
            raise Unreadable(
                say("The sheet has no column %(column)s. It has: %(columns)s.", column=key, columns=headers)
            )


def _unknown(field: str, known: list[str]) -> Sentence:
    near = ", ".join(get_close_matches(field, known, n=3)) or "-"
    return say("The mapping names a field %(field)s, but there is none. Near it: %(near)s.", field=field, near=near)
