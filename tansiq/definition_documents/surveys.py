"""Surveys of a document, taken over and told: of which record type by its key, where by a P-code; no answer, no link.

    {"title_en": "Tell us", "record_type": "complaints", "reply_days": 14}

A survey has no key: it is the one of its record type that is called so, or was. It has an address of its own wherever
it comes to, and begins on the day on which it came where it says no day.
"""

from collections.abc import Mapping

from tansiq.definition_documents.dashboards import area_id
from tansiq.definition_documents.document import Document, Values
from tansiq.definition_documents.former_values import rows_that_had
from tansiq.definition_documents.taking import Placed, Taking, placed, standing
from tansiq.models import Area, Survey
from tansiq.platform import clock

_TITLES = ("title_ar", "title_en")


def surveys_told(keys: Mapping[int, str]) -> list[Values]:
    """The surveys of these record types (their keys by id), as a document tells them."""
    return [_told(one, keys[one.record_type_id]) for one in standing(Survey) if one.record_type_id in keys]


def _told(one: Survey, key: str) -> Values:
    area = Area.get_by_id(one.area_id).pcode if one.area_id else None
    return {**one.values(), "record_type": key, "area": area}


def take_surveys(taking: Taking, document: Document) -> None:
    """A survey that comes along is added once: whoever changed or archived it keeps what they made of it."""
    here = list(standing(Survey))
    former = rows_that_had(Survey, *_TITLES)
    for one in placed("surveys", document.surveys):
        if one.row.get("record_type") in taking.left_out:
            continue
        type_id = taking.type_id(one, "record_type")
        titles = {str(one.row.get(name)) for name in _TITLES if one.row.get(name)}
        found = [row for row in here if titles & {row.title_ar, row.title_en}]
        found += [
            row for title in titles for row in former.get(title, ()) if row.archived_at is None or taking.is_offered
        ]
        stored = next((row for row in found if row.record_type_id == type_id), None)
        taking.save(one, stored or Survey(), {**_meant_here(taking, one, stored), "record_type": type_id})


def _meant_here(taking: Taking, one: Placed, stored: Survey | None) -> Values:
    values = dict(one.row)
    if values.get("starts_on") is None:
        values["starts_on"] = stored.starts_on if stored else clock.today()
    if values.get("area") is not None:
        values["area"] = area_id(taking, one)
    return values
