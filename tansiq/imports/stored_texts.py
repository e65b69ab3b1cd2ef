"""Sentences and names kept as JSON, to be said later in the language of whoever reads them."""

from typing import Any

import orjson

from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.place_index import AreaEntry
from tansiq.exchange.lookup.project_index import ProjectEntry
from tansiq.exchange.sheet.field import Field
from tansiq.exchange.sheet.labels import Label
from tansiq.language.words import InBoth, Sentence, data_language

Json = Any


def json_text(value: Json) -> str:
    """JSON as a run keeps it."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


def sentence_to_json(sentence: Sentence) -> Json:
    """A sentence as JSON; the values in it that speak both languages go on doing so."""
    values = {name: _of_value(value) for name, value in sentence.values.items()}
    told = {"text": sentence.text, "values": values, "plural": sentence.plural}
    return told | {"arabic": sentence.arabic} if isinstance(sentence, InBoth) else told


def _of_value(value: Any) -> Json:
    if isinstance(value, Sentence):
        return sentence_to_json(value)
    if isinstance(value, Label | Field):
        return {"field": value.name}
    return value if isinstance(value, int) else str(value)


def sentence_from_json(kept: Json) -> Sentence:
    """The sentence that `sentence_to_json` was given."""
    if "arabic" in kept:
        return InBoth(kept["text"], arabic=kept["arabic"])
    return Sentence(kept["text"], {name: _value(value) for name, value in kept["values"].items()}, kept["plural"])


def _value(kept: Json) -> Any:
    if not isinstance(kept, dict):
        return kept
    return Label(kept["field"]) if "field" in kept else sentence_from_json(kept)


def name_to_json(thing: Any) -> Json:
    """What an organisation, area or project, stored or new, is called: {ar, en, code}."""
    if isinstance(thing, ProjectEntry):
        return {"ar": thing.title_ar, "en": thing.title_en, "code": thing.code}
    if isinstance(thing, OrganizationEntry):
        return {"ar": thing.name_ar, "en": thing.name_en, "code": thing.acronym}
    if isinstance(thing, AreaEntry):
        return {"ar": thing.name_ar, "en": thing.name_en, "code": thing.pcode}
    stem = "title" if hasattr(thing, "title_ar") else "name"
    return {"ar": getattr(thing, f"{stem}_ar"), "en": getattr(thing, f"{stem}_en"), "code": ""}


def name_from_json(kept: Json) -> str:
    """A kept name in the language now spoken, else in the other one, else the code alone."""
    if not kept:
        return ""
    first, second = ("en", "ar") if data_language() == "en" else ("ar", "en")
    return str(kept[first] or kept[second] or kept["code"])
