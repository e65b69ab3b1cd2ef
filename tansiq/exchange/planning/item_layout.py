"""Where the rows of a plan's sheet stand: by a column for each level, by their codes, or by how far names are indented.

rows --> lay_out --> drafts, each with the one above it, in the order of the sheet

columns       any column of a level is there; items that other rows merely stand under get drafts of their own
numbering     codes such as 1.2.3; one whose item above has no row stands under the nearest that has one
indentation   names that begin further in stand under the nearest before them that does not
list          none of these: all rows stand on the first level
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from tansiq.exchange.export.item_rendering import beginnings
from tansiq.exchange.planning.item_draft import ItemDraft
from tansiq.exchange.sheet.plan_fields import BY_KIND, BY_NUMBER
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.sheet.understand import UnderstoodSheet
from tansiq.exchange.values.text import plain
from tansiq.exchange.workbook.formula_guard import unguarded
from tansiq.language.arabic import fold, is_arabic
from tansiq.language.words import say

_VARIANTS = ("", "_ar", "_en")
_NAMES = tuple(f"item_name{code}" for code in _VARIANTS)
_STROKES = re.compile(r"\d+(?:[-/_]\d+)+")
_TAB = 4


class Laid(NamedTuple):
    """The drafts of a sheet, and how they were laid out."""

    layout: str
    drafts: list[ItemDraft]


def lay_out(table: UnderstoodSheet, readings: Sequence[Reading], standing: Mapping[str, ItemDraft]) -> Laid:
    """The items that the rows name. Rows without a name or with a code twice are told as wrong.

    `standing` are the items of the plan by their codes: rows may stand under items that the sheet does not repeat.
    """
    levels = _level_fields(table)
    if levels:
        return Laid("columns", _by_columns(readings, levels))
    drafts = [_draft(reading) for reading in readings]
    depths = [_depth(table, draft) for draft in drafts]
    if _are_codes(drafts, any(depths), standing):
        _settle_codes(drafts, standing)
        return Laid("numbering", drafts)
    if any(depths):
        _by_depth(drafts, depths)
        _forget_serials(drafts)
        return Laid("indentation", drafts)
    return Laid("list", drafts)


def code_key(code: str) -> str:
    """What a code is known by: 1.2 for "١٫٢", "1.2." and "1-2"; letters small."""
    text = plain(code).replace("٫", ".").replace(" ", "").casefold().strip("().").rstrip(".-")
    return re.sub(r"[-/_]", ".", text) if _STROKES.fullmatch(text) else text


def _draft(reading: Reading) -> ItemDraft:
    draft = ItemDraft(reading, names=_names(reading, "item_name"), kind=reading.values.get("item_kind", ""))
    draft.is_wrong = reading.is_wrong
    draft.name_field = next((name for name in _NAMES if name in reading.values), "item_name")
    draft.code = str(reading.values.get("item_code", ""))
    draft.under = str(reading.values.get("item_under", ""))
    _require_name(draft)
    return draft


def _require_name(draft: ItemDraft) -> None:
    if not any(draft.names):
        draft.tell("error", "name-missing", draft.name_field, say("This row names no item. Write what it is called."))


def _names(reading: Reading, stem: str) -> tuple[str, str]:
    """(Arabic, English) as the variants of a field say; the plain one says, in the language of its letters, what has no
    column of its own, such as the Arabic name beside one in English, or what no variant says."""
    values, columns = reading.values, reading.row.table.places
    arabic, english = values.get(f"{stem}_ar", ""), values.get(f"{stem}_en", "")
    either = values.get(stem, "")
    own = f"{stem}_ar" if is_arabic(either) else f"{stem}_en"
    if own in columns and (arabic or english):
        return arabic, english
    return (either, english) if is_arabic(either) else (arabic, either or english)


# Columns
def _level_fields(table: UnderstoodSheet) -> list[str]:
    """The columns of levels, without their languages, from the widest."""
    order = (*BY_NUMBER, *BY_KIND)
    found = dict.fromkeys(
        name.removesuffix("_ar").removesuffix("_en")
        for name in sorted((str(c.field) for c in table.columns if c.field), key=lambda name: _place(table, name))
        if name.startswith("level_")
    )
    is_mixed = {name in BY_KIND for name in found} == {True, False}
    return list(found) if is_mixed else sorted(found, key=order.index)


def _place(table: UnderstoodSheet, name: str) -> int:
    return table.places.get(name, 0)


class _Node(NamedTuple):
    """A filled cell of a level: which level, and what it names."""

    level: int
    field: str
    names: tuple[str, str]

    @property
    def key(self) -> str:
        return fold(self.names[0]) or fold(self.names[1]) or "".join(self.names)


def _by_columns(readings: Sequence[Reading], levels: list[str]) -> list[ItemDraft]:
    found: list[ItemDraft] = []
    known: dict[tuple[int, int, str], ItemDraft] = {}
    way: list[_Node] = []
    for reading in readings:
        told = _nodes(reading, levels)
        if not told:
            found.append(_draft(reading))
            continue
        # What stands left of the first filled cell was written once, for the rows below it too.
        way = [node for node in way if node.level < told[0].level] + told
        above = None
        for node in way[:-1]:
            above = _ancestor(known, found, above, node, reading)
        found += _of_row(known, above, way[-1], reading)
    _forget_serials(found)
    return found


def _nodes(reading: Reading, levels: list[str]) -> list[_Node]:
    """The levels that a row fills; an item that is named beside them stands under the last."""
    named = ((level, name, _names(reading, name)) for level, name in enumerate(levels))
    found = [_Node(level, name, names) for level, name, names in named if any(names)]
    own = _names(reading, "item_name")
    if any(own):
        last = set(filter(None, map(fold, found[-1].names))) if found else set()
        if last & set(map(fold, own)):
            found[-1] = found[-1]._replace(names=own)
        else:
            found.append(_Node(len(levels), "item_name", own))
    return found


def _ancestor(
    known: dict[tuple[int, int, str], ItemDraft],
    found: list[ItemDraft],
    above: ItemDraft | None,
    node: _Node,
    reading: Reading,
) -> ItemDraft:
    """The item that a row stands under; one without a row of its own so far."""
    for key in _keys(above, node):
        if key in known:
            return known[key]
    draft = ItemDraft(seen=reading, names=node.names, kind=BY_KIND.get(node.field, ""), name_field=node.field)
    draft.above = above
    found.append(draft)
    _know(known, above, node, draft)
    return draft


def _of_row(
    known: dict[tuple[int, int, str], ItemDraft], above: ItemDraft | None, node: _Node, reading: Reading
) -> list[ItemDraft]:
    """The item of a row: that which rows before stood under, if it has no row yet, else one of its own."""
    draft = next((known[key] for key in _keys(above, node) if key in known), None)
    if draft is not None and draft.reading is not None and _is_merged(reading, node):
        text = say("This cell goes over several rows, and an item is one row. Write what the rows say into one.")
        reading.tell("error", "merged-item", node.field, text)
    is_own = draft is None or draft.reading is not None
    if draft is None or draft.reading is not None:
        draft = ItemDraft(names=node.names, above=above)
    draft.reading, draft.names, draft.name_field = reading, node.names, node.field
    draft.kind = reading.values.get("item_kind", "") or BY_KIND.get(node.field, "")
    draft.code = str(reading.values.get("item_code", ""))
    draft.is_wrong = reading.is_wrong
    _know(known, above, node, draft)
    return [draft] if is_own else []


def _is_merged(reading: Reading, node: _Node) -> bool:
    """Whether the cell that names the item is covered by one above it."""
    table = reading.row.table
    columns = {table.places.get(f"{node.field}{code}") for code in _VARIANTS}
    number = reading.row.number
    return any(one.left in columns and one.top < number <= one.bottom for one in table.book.merged(table.sheet))


def _keys(above: ItemDraft | None, node: _Node) -> Iterator[tuple[int, int, str]]:
    for text in dict.fromkeys(filter(None, (fold(name) or name for name in node.names))):
        yield id(above), node.level, text


def _know(known: dict[tuple[int, int, str], ItemDraft], above: ItemDraft | None, node: _Node, draft: ItemDraft) -> None:
    for key in _keys(above, node):
        known[key] = draft


# Numbering
def _are_codes(drafts: Sequence[ItemDraft], is_indented: bool, stored: Container[str]) -> bool:
    """Whether codes tell where rows stand: any stands under another, and where names are indented all rows have one."""
    keys = {code_key(draft.code) for draft in drafts if draft.code}
    if is_indented and any(not draft.code and any(draft.names) for draft in drafts):
        return False
    leads = any(beginning in keys or beginning in stored for key in keys for beginning in beginnings(key))
    is_known = any(key in stored for key in keys)
    return leads or is_known or any(draft.under for draft in drafts) or (bool(keys) and not is_indented)


def _settle_codes(drafts: Sequence[ItemDraft], standing: Mapping[str, ItemDraft]) -> None:
    """Find the item above of each row by its code; rows without one stand beside the row before."""
    _tell_doubled(drafts)
    by_key = {**standing, **{code_key(draft.code): draft for draft in reversed(drafts) if draft.code}}
    before: ItemDraft | None = None
    for draft in drafts:
        if draft.under:
            draft.above = by_key.get(code_key(draft.under))
        elif draft.code:
            draft.above = next((by_key[key] for key in beginnings(code_key(draft.code)) if key in by_key), None)
        elif before is not None:
            draft.above, draft.under = before.above, before.under
            text = say("This row has no code. It stands beside the row before it, and gets the next number.")
            draft.tell("notice", "code-missing", "item_code", text)
        before = draft


def _tell_doubled(drafts: Sequence[ItemDraft]) -> None:
    """Codes that two rows have: a number cell shows 1.10 as 1.1, any other is refused."""
    seen: dict[str, ItemDraft] = {}
    for draft in drafts:
        key = code_key(draft.code)
        if draft.reading is None or not key:
            continue
        if key in seen and _is_tenth(draft, key, seen):
            draft.code = key = f"{key}0"
            text = say("This cell is a number, which shows no 0 at its end. It was read as %(code)s.", code=key)
            draft.tell("notice", "code-tenth", "item_code", text)
        if key in seen:
            text = say("Row %(row)s has this code already. Give each item its own.", row=seen[key].row_number)
            draft.tell("error", "code-twice", "item_code", text)
        else:
            seen[key] = draft


def _is_tenth(draft: ItemDraft, key: str, seen: Mapping[str, ItemDraft]) -> bool:
    """Whether a number such as 1.1 is 1.10: the code before it, 1.9, is there, and it has no row yet."""
    raw = draft.reading.row.value("item_code") if draft.reading else None
    head, _, last = key.rpartition(".")
    return isinstance(raw, float) and bool(head) and f"{head}.{int(last) * 10 - 1}" in seen and f"{key}0" not in seen


# Indentation
def _depth(table: UnderstoodSheet, draft: ItemDraft) -> int:
    """How far in the name of a row begins: spaces, and steps of its cell."""
    reading = draft.reading
    index = table.places.get(draft.name_field) if reading is not None else None
    raw = reading.row.raw[index] if reading is not None and index is not None else None
    if not isinstance(raw, str):
        return 0
    text = unguarded(raw).replace("\t", " " * _TAB).lstrip("\u200e\u200f\u202a\u202b")
    steps = table.book.indents(table.sheet).get((reading.row.number, index), 0) if reading and index is not None else 0
    return len(text) - len(text.lstrip()) + steps * _TAB


def _by_depth(drafts: Sequence[ItemDraft], depths: Sequence[int]) -> None:
    way: list[tuple[int, ItemDraft]] = []
    for draft, depth in zip(drafts, depths, strict=True):
        while way and way[-1][0] >= depth:
            way.pop()
        draft.above = way[-1][1] if way else None
        way.append((depth, draft))


def _forget_serials(drafts: Sequence[ItemDraft]) -> None:
    """Codes that only count the rows are no codes of items."""
    codes = [plain(draft.code) for draft in drafts if draft.code]
    if all(code.isdecimal() for code in codes) and any(draft.above for draft in drafts if draft.code):
        for draft in drafts:
            draft.code = ""
