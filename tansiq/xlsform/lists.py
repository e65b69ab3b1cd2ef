"""The sheet of choices: lists of answers by their names, as a document of definitions holds them.

A list of a form from elsewhere is called after the form too: every second form has a "yes_no", and two that are called
alike would become one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tansiq.language.words import say
from tansiq.models.choice_list import MOST_CHOICES
from tansiq.xlsform.findings import Findings
from tansiq.xlsform.places import Places
from tansiq.xlsform.positions import positions
from tansiq.xlsform.tables import Line, Tables
from tansiq.xlsform.texts import language_of_letters, restored, words_of

LONGEST_NAME = 200
MOST_ANSWERS = 5_000
"""Answers of all lists: each is saved as a record, while somebody waits."""


@dataclass
class AnswerList:
    """A list with the lines of its answers, by their codes."""

    name: str
    line: Line
    answers: dict[str, Line] = field(default_factory=dict)
    is_too_long: bool = False


def read_lists(tables: Tables, findings: Findings) -> dict[str, AnswerList]:
    """The lists by their names, each answer once."""
    found: dict[str, AnswerList] = {}
    for count, line in enumerate(tables["choices"]):
        if count >= MOST_ANSWERS:
            text = say("A form has at most %(most)s answers in all its lists. Part the form.", most=MOST_ANSWERS)
            findings.wrong(line.place, "TOO_MANY", text)
            break
        name, code = line.text("list_name"), line.text("name")
        if not name and not code:
            continue
        if not name or not code:
            column = "name" if name else "list_name"
            findings.wrong(line.place, "MISSING", say("An answer needs its list and its name: “%(column)s” is empty.",
                                                      column=column))  # fmt: skip
            continue
        _add(found.setdefault(name, AnswerList(name, line)), code, line, findings)
    return found


def _add(one: AnswerList, code: str, line: Line, findings: Findings) -> None:
    if code in one.answers:
        text = say("This answer stands in row %(row)s already. Give each answer of a list a name of its own.",
                   row=one.answers[code].number)  # fmt: skip
        findings.wrong(line.place_of("name"), "TAKEN", text)
    elif len(one.answers) < MOST_CHOICES:
        one.answers[code] = line
    elif not one.is_too_long:
        one.is_too_long = True
        text = say("A list has at most %(most)s answers. Make a record type of them instead.", most=MOST_CHOICES)
        findings.wrong(line.place_of("list_name"), "TOO_MANY", text)


@dataclass(frozen=True)
class Naming:
    """How lists are called: by the sheet of ours, else by their names and the form; `plain` is the language of what
    names none."""

    own: Mapping[str, Line]
    title: str
    plain: str | None


def naming(tables: Tables, title: str, plain: str | None) -> Naming:
    """What is said of names in a workbook."""
    return Naming({line.text("list_name"): line for line in tables["tansiq"]}, title, plain)


def written_list(place: str, number: int, one: AnswerList, called: Naming, places: Places) -> dict[str, Any]:
    """A list as it stands at a place of the document, such as lists[2]."""
    places.rows[place] = one.line.place_of("list_name")
    lines = list(one.answers.values())
    orders = positions(lines, "tansiq_position")
    answers = [
        _answer(f"{place}.answers[{index}]", line, called, places) | {"position": orders[index]}
        for index, line in enumerate(lines)
    ]
    return {"number": number, **_names(place, one, called, places), "answers": answers}


def _names(place: str, one: AnswerList, called: Naming, places: Places) -> Mapping[str, str]:
    if (line := called.own.get(one.name)) is not None:
        named = {column: restored(line.text(column)) for column in ("name_ar", "name_en") if line.text(column)}
        places.columns |= {f"{place}.{column}": line.place_of(column) for column in named}
        return named
    written = f"{one.name} ({called.title})"[:LONGEST_NAME] if called.title else one.name
    return {f"name_{language_of_letters(one.name)}": written}


def _answer(place: str, line: Line, called: Naming, places: Places) -> dict[str, Any]:
    places.rows[place] = line.place
    places.columns[f"{place}.code"] = line.place_of("name")
    found = {"code": line.text("name")}
    for code, cell in words_of(line, "label", called.plain):
        found[f"label_{code}"] = cell.text
        places.columns[f"{place}.label_{code}"] = cell.place
    return found


def codes_of(lists: Mapping[str, AnswerList], name: str) -> Sequence[str]:
    """The codes of a list."""
    return list(lists[name].answers) if name in lists else []
