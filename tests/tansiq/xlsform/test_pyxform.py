"""Whatever is defined here, pyxform converts its form, and reads of it what we read of it."""

import re
from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tansiq.definition_documents.document import Document
from tansiq.definition_documents.taking_over import take_over
from tansiq.models import FieldDefinition
from tansiq.models.definitions import known
from tansiq.records import changes
from tansiq.xlsform.content import content_of_type
from tansiq.xlsform.reading import read_form
from tansiq.xlsform.taking import take_form
from tansiq.xlsform.writing import written_form
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.xlsform.xforms import questions_of

_TYPES = ["TEXT", "LONG_TEXT", "WHOLE", "NUMBER", "YES_NO", "DAY", "MONTH", "CHOICE", "CHOICES", "POINT", "EMAIL",
          "TELEPHONE", "PCODE", "WEB", "PHOTO", "FILE", "HEADING", "CALCULATED"]  # fmt: skip
_LETTERS = "أبتثجحخد ذرزAbc 123 -'\"&<>${}()[]*#_:/=+@?!،؛\n"
_WORDS = st.text(_LETTERS, min_size=1, max_size=20).map(lambda text: re.sub(" +", " ", text).strip(" -\n"))
_KEYS = st.from_regex(r"[a-z][A-Za-z0-9]{2,9}", fullmatch=True)


class _Undone(Exception):  # noqa: N818  It takes an example back.
    """Nothing of an example stays."""


@st.composite
def _documents(draw: Any) -> Document:
    """A record type with fields of all types, some of which speak of numbers and answers before them."""
    keys = draw(st.lists(_KEYS, min_size=1, max_size=7, unique_by=str.lower))
    codes = draw(
        st.lists(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,5}", fullmatch=True), min_size=1, max_size=4, unique=True)
    )
    answers = [{"code": code, "label_ar": f"جواب {place}", "label_en": draw(st.just("") | st.just(f"Answer {place}")),
                "position": draw(st.integers(0, 1)) * 7 + place} for place, code in enumerate(codes)]  # fmt: skip
    fields: list[dict[str, Any]] = []
    for number, key in enumerate(keys, 1):
        fields.append(_field(draw, number, key, fields, codes))
    kind = {
        "key": "wells",
        "many_ar": draw(_WORDS),
        "many_en": "Wells",
        "one_en": "Well",
        "has_area": True,
        "use_state": "ACTIVE",
    }
    return Document(lists=[{"number": 1, "name_ar": "أنواع", "answers": answers}], types=[kind], fields=fields)


def _field(draw: Any, number: int, key: str, before: list[dict[str, Any]], codes: list[str]) -> dict[str, Any]:
    numbers = [one["number"] for one in before if one["value_type"] in ("WHOLE", "NUMBER")]
    kinds = [one["number"] for one in before if one["value_type"] == "CHOICE"]
    value_type = draw(st.sampled_from(_TYPES if numbers else [one for one in _TYPES if one != "CALCULATED"]))
    one: dict[str, Any] = {
        "number": number, "record_table": "entry", "record_type": "wells", "key": key, "value_type": value_type,
        "label_ar": f"{draw(_WORDS)} {number}", "label_en": draw(st.just("") | st.just(f"Label {number}")),
        "hint_ar": draw(st.just("") | _WORDS), "use_state": "ACTIVE",
        "position": draw(st.sampled_from([number, number * 10, 0])),
    }  # fmt: skip
    if value_type in ("CHOICE", "CHOICES"):
        one["choice_list"] = 1
    if value_type not in ("HEADING", "CALCULATED"):
        one["is_required"] = draw(st.booleans())
    if value_type in ("TEXT", "WHOLE", "YES_NO"):
        begins = {"TEXT": _WORDS, "WHOLE": st.integers(-9, 9).map(str), "YES_NO": st.sampled_from(["yes", "no"])}
        one["default_value"] = draw(st.just("") | begins[value_type])
    group = draw(st.sampled_from(["", "المياه", "الطرق"]))
    one |= {"group_ar": group, "group_en": "Group" if group == "الطرق" else ""}
    if value_type == "CALCULATED":
        one["formula"] = (
            draw(st.sampled_from(["${%d} * 2", "count(${%d}, 1)", "${%d} > 5", "coalesce(${%d}, ٠)"])) % numbers[-1]
        )
    elif numbers and draw(st.booleans()):
        one["shows_if"] = draw(st.sampled_from(["${%d} > 5", "count(${%d}) = 0", "not(${%d} = ٣)"])) % numbers[-1]
    elif kinds and draw(st.booleans()):
        one["shows_if"] = f"${{{kinds[0]}}} = '{codes[0]}'"
    return one


@given(_documents())
def test_what_pyxform_reads_is_what_we_read(register: Register, document: Document) -> None:
    with suppress(_Undone), changes.together():
        take_over(SALMA, document)
        [kind] = known().types.values()
        content = written_form(content_of_type(SALMA, kind))
        form = read_form(content, "wells")
        assert (form.findings.faults, form.findings.notes) == ([], [])
        assert {one.outcome for one in take_form(SALMA, content, "wells", is_trial=True).taken} == {"SAME"}
        _agree(content, form.document)
        raise _Undone
    assert FieldDefinition.select().count() == 0


def _agree(content: bytes, document: Document) -> None:
    """The same questions in the same order, with the same words, answers and conditions."""
    theirs = questions_of(content)
    names = {row["number"]: row["key"] for row in document.fields}
    ours = {row["key"] if row["key"] != "meta" else "meta_": row for row in document.fields}
    assert list(ours) == [name for name in theirs if not name.startswith("group_")]
    answers = {one["number"]: one["answers"] for one in document.lists}
    for name, row in ours.items():
        question = theirs[name]
        assert question.labels == _said(row, "label")
        assert question.hints == _said(row, "hint")
        assert question.bind.get("required") == ("true()" if row.get("is_required") else None)
        if "choice_list" in row:
            told = [(one["code"], _said(one, "label")) for one in answers[row["choice_list"]]]
            assert question.choices == told
        condition = row.get("shows_if", "")
        plain = re.sub(r"\$\{(\d+)\}", lambda found: f"${{{names[int(found[1])]}}}", condition)
        if not set("٣٠") & set(condition) and "count" not in condition:
            assert question.bind.get("relevant", "") == plain


def _said(row: Any, name: str) -> dict[str, str]:
    """The words of a row by language, as pyxform keeps them: it takes signs that look like others for them."""
    both = {code: row.get(f"{name}_{code}", "") for code in ("ar", "en")}
    return {code: re.sub(r"\$ *\{", "$ {", text) for code, text in both.items() if text}
