"""Record types and lists of answers of a document, taken over."""

from tansiq.definition_documents.document import LISTS, Document
from tansiq.definition_documents.taking import Placed, Taking, placed, standing
from tansiq.models import Choice, ChoiceList, TypeDefinition


def take_types(taking: Taking, document: Document) -> None:
    """Those whose rows others are come first; what calls an entry is a field, and comes later."""
    types = placed("types", document.types)
    taking.left_out |= {
        one.row.get("key") for one in types if one.is_retired and one.row.get("key") not in taking.types
    }
    for one in _owners_first([one for one in types if one.row.get("key") not in taking.left_out]):
        key = str(one.row.get("key"))
        values = {name: value for name, value in one.row.items() if name != "title_number"}
        if "owner_type" in values:
            values["owner_type"] = taking.type_id(one, "owner_type")
        if saved := taking.save(one, taking.types.get(key) or TypeDefinition(), values):
            taking.types[key] = saved


def name_entries(taking: Taking, document: Document) -> None:
    """Let each record type call its entries by the field that it names."""
    for one in placed("types", document.types):
        row = taking.types.get(str(one.row.get("key")))
        if row is not None and row.id and one.row.get("title_number") is not None:
            number = taking.field_id(one, "title_number")
            if number is not None:
                taking.save(one, row, {"title_number": number, "use_state": row.use_state})


def take_lists(taking: Taking, document: Document, fields: list[Placed]) -> None:
    """A list is that of a field that stands here, else one of the same names, else a new one; those alone that the
    `fields` need."""
    needed = {one.row.get(name) for one in fields for name in LISTS}
    of_fields = {
        one.row.get(name): taking.fields[one.row["number"]].__data__.get(name)
        for one in reversed(fields)
        for name in LISTS
        if one.row["number"] in taking.fields
    }
    named = {(one.name_ar, one.name_en): one for one in standing(ChoiceList)}
    for one in placed("lists", document.lists):
        number = one.row["number"]
        if number in needed:
            list_id = of_fields.get(number)
            same = named.get((one.row.get("name_ar", ""), one.row.get("name_en", "")))
            _take_list(taking, one, ChoiceList.get_by_id(list_id) if list_id else same or ChoiceList())


def _take_list(taking: Taking, one: Placed, stored: ChoiceList) -> None:
    saved = taking.save(one, stored, one.row)
    if saved is None:
        return
    taking.lists[one.row["number"]] = saved.id
    here = {choice.code: choice for choice in Choice.select().where(Choice.choice_list == saved.id)}
    for answer in placed(f"{one.place}.answers", one.row.get("answers", ())):
        taking.save(answer, here.get(str(answer.row.get("code"))) or Choice(choice_list=saved.id), answer.row)


def _owners_first(types: list[Placed]) -> list[Placed]:
    """The types, those whose rows others are before these; what belongs to itself in a circle is told when saved."""
    waiting, found, done = list(types), list[Placed](), set[object]()
    keys = {one.row.get("key") for one in types}
    while waiting:
        ready = [one for one in waiting if one.row.get("owner_type") not in keys - done] or waiting
        found += ready
        done |= {one.row.get("key") for one in ready}
        waiting = [one for one in waiting if one not in ready]
    return found
