"""Types of questions: which type of field each becomes, and as which a field is written.

"select_one kinds"  ->  CHOICE, of the list "kinds"      "range"  ->  nothing we have: its words stay as a note
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

FIELDS: Mapping[str, str] = {
    "text": "TEXT", "string": "TEXT", "integer": "WHOLE", "int": "WHOLE", "decimal": "NUMBER", "date": "DAY",
    "geopoint": "POINT", "location": "POINT", "gps": "POINT", "note": "HEADING", "calculate": "CALCULATED",
    "acknowledge": "YES_NO", "trigger": "YES_NO", "image": "PHOTO", "photo": "PHOTO", "file": "FILE",
}  # fmt: skip
METADATA = frozenset({
    "start", "end", "today", "deviceid", "device id", "subscriberid", "simserial", "phonenumber", "phone number",
    "username", "email", "audit", "imei", "start-geopoint", "background-audio", "background-geopoint", "start time",
    "end time", "hidden", "xml-external", "csv-external",
})  # fmt: skip
"""What a telephone adds by itself and shows to nobody."""
BY_APPEARANCE: Mapping[tuple[str, str], str] = {
    ("TEXT", "multiline"): "LONG_TEXT",
    ("DAY", "month-year"): "MONTH",
}
NARROWER: Mapping[str, frozenset[str]] = {
    "TEXT": frozenset({"LONG_TEXT", "EMAIL", "TELEPHONE", "PCODE", "WEB", "REFERENCE"}),
    "LONG_TEXT": frozenset({"TEXT", "EMAIL", "TELEPHONE", "PCODE", "WEB", "REFERENCE"}),
    "DAY": frozenset({"MONTH"}),
    "CHOICE": frozenset({"YES_NO"}),
    "HEADING": frozenset({"CALCULATED"}),
}
"""By type of field: those that tansiq::type may say instead, as XLSForm has no word for them."""
WRITTEN: Mapping[str, str] = {
    "TEXT": "text", "LONG_TEXT": "text", "EMAIL": "text", "TELEPHONE": "text", "PCODE": "text", "WEB": "text",
    "REFERENCE": "text", "WHOLE": "integer", "NUMBER": "decimal", "DAY": "date", "MONTH": "date",
    "YES_NO": "select_one yes_no", "CHOICE": "select_one", "CHOICES": "select_multiple", "POINT": "geopoint",
    "CALCULATED": "calculate", "HEADING": "note", "PHOTO": "image", "FILE": "file",
}  # fmt: skip
"""By type of field: the type of its question. Tables of rows are repeats."""

_SELECT = re.compile(
    r"(?P<kind>select_one|select one(?: from)?|select1|select_multiple|select multiple(?: from)?|"
    r"select all that apply from)\s+(?P<list>\S+)(?P<other>\s+(?:or_other|or specify other))?"
)
_BRACKET = re.compile(r"(begin|end)[ _](group|repeat)")


@dataclass(frozen=True)
class QuestionType:
    """What a row of the survey is. `act` is FIELD, METADATA, UNKNOWN, or what it begins or ends: "begin group".

    `list_name` is that of a question that offers answers, `has_other` whether it asks for another one besides.
    """

    act: str
    value_type: str = ""
    list_name: str = ""
    has_other: bool = False


def type_of_question(written: str, appearance: str = "") -> QuestionType:
    """What the type of a row means."""
    plain = " ".join(written.lower().split())
    if found := _BRACKET.fullmatch(plain):
        return QuestionType(f"{found[1]} {found[2]}")
    # The name of a list keeps its letters as they are.
    if found := _SELECT.fullmatch(plain):
        name = " ".join(written.split())[found.start("list") : found.end("list")]
        several = "multiple" in found["kind"] or "all" in found["kind"]
        return QuestionType("FIELD", "CHOICES" if several else "CHOICE", name, bool(found["other"]))
    if plain in METADATA:
        return QuestionType("METADATA")
    value_type = FIELDS.get(plain)
    if value_type is None:
        return QuestionType("UNKNOWN")
    words = appearance.lower().split()
    return QuestionType("FIELD", next((BY_APPEARANCE[value_type, word] for word in words
                                       if (value_type, word) in BY_APPEARANCE), value_type))  # fmt: skip
