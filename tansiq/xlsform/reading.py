"""An XLSForm as a document of definitions: record types, fields, lists of answers and rules, with the cell of each.

A form says nothing of the state of its definitions: what is new comes as a draft, which somebody publishes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tansiq.definition_documents.document import Document, Values, read_document, written
from tansiq.language.words import say
from tansiq.models import TypeDefinition
from tansiq.models.definitions import ENTRY, known
from tansiq.xlsform.conditions import Conditions, Known
from tansiq.xlsform.findings import Findings
from tansiq.xlsform.form_settings import FormSettings, read_settings, type_here, written_type
from tansiq.xlsform.headers import OWN
from tansiq.xlsform.lists import AnswerList, codes_of, naming, read_lists, written_list
from tansiq.xlsform.own_columns import OF_TYPES, read_own
from tansiq.xlsform.places import Places
from tansiq.xlsform.positions import positions
from tansiq.xlsform.questions import Holder, Question, all_questions
from tansiq.xlsform.tables import Line, Tables, read_tables
from tansiq.xlsform.texts import words_of
from tansiq.xlsform.walking import Walk


@dataclass(frozen=True)
class ReadForm:
    """What a form says, where it says it, and what is wrong with it or left out."""

    document: Document
    places: Places
    findings: Findings


def read_form(content: bytes, called: str) -> ReadForm:
    """The form of a workbook; `called` is the name of its file without its ending.

    Raises Refused where it is no XLSForm at all; all else that is wrong is in the findings, all at once.
    """
    findings = Findings()
    return _Form(read_tables(content, findings), called, findings).read()


class _Form:
    """One form while it is put together."""

    def __init__(self, tables: Tables, called: str, findings: Findings) -> None:
        self.tables, self.findings, self.places = tables, findings, Places()
        line = tables["settings"][0] if tables["settings"] else Line("settings", 2)
        self.settings: FormSettings = read_settings(line, called)
        self.lists: Mapping[str, AnswerList] = read_lists(tables, findings)
        walk = Walk(self.settings, self.lists, findings)
        self.holders = walk.over(tables["survey"])
        self.left_out = walk.left_out

    def read(self) -> ReadForm:
        self._read_conditions()
        if not self.holders[0].questions:
            place = self.tables["survey"][0].sheet if self.tables["survey"] else "survey"
            self.findings.wrong(place, "EMPTY", say("This form has no question that could become a field."))
        numbers = self._numbers_of_lists()
        document = Document(
            lists=[self._list(index, name, number) for index, (name, number) in enumerate(numbers.items())],
            types=[written_type(self.settings, self.places) | self._title(), *self._types_of_rows()],
            fields=self._fields(numbers),
            rules=list(self._rules()),
        )
        # What is shown before is what is kept meanwhile as a text and taken over after.
        return ReadForm(read_document(written(document)), self.places, self.findings)

    def _read_conditions(self) -> None:
        everywhere = {one.name for _, one in all_questions(self.holders)} | self.left_out
        for holder in self.holders:
            codes = {name: self._codes(holder, one) for name, one in holder.questions.items() if one.list_name
                     and one.value_type in ("CHOICE", "CHOICES")}  # fmt: skip
            Conditions(holder, Known(codes, everywhere, self.left_out, self.settings.plain), self.findings).read()

    def _codes(self, holder: Holder, one: Question) -> Sequence[str]:
        """The codes of its list, and those that stand here already: answers that are retired may be spoken of."""
        kind, here = type_here(holder.key), known()
        fields = here.all_of((ENTRY, int(kind.id))) if kind else ()
        stored = next((field for field in fields if one.key in field.keys), None)
        given = codes_of(self.lists, one.list_name)
        return list(dict.fromkeys([*given, *(here.answers_to(stored) if stored else ())]))

    def _numbers_of_lists(self) -> dict[str, int]:
        named = [name for _, one in all_questions(self.holders) for name in self._lists_of(one)]
        return {name: number for number, name in enumerate(dict.fromkeys(named), 1)}

    def _lists_of(self, one: Question) -> Iterator[str]:
        if one.value_type in ("CHOICE", "CHOICES"):
            yield one.list_name
        for name in one.line.text(OWN + "breakdown").split():
            if name in self.lists:
                yield name

    def _list(self, index: int, name: str, number: int) -> Values:
        called = naming(self.tables, self.settings.title, self.settings.plain)
        return written_list(f"lists[{index}]", number, self.lists[name], called, self.places)

    def _title(self) -> Values:
        name = self.settings.line.text(OWN + "title")
        one = self.holders[0].questions.get(name)
        if name and one is None:
            self._unknown_question(self.settings.line, "title", name)
        return {"title_number": one.number} if one else {}

    def _types_of_rows(self) -> Iterator[Values]:
        """Record types of rows, which the entries of the form own."""
        for index, holder in enumerate(self.holders[1:], 1):
            place, line = f"types[{index}]", holder.line
            self.places.rows[place] = line.place
            self.places.columns[f"{place}.key"] = line.place_of("name")
            row: Values = {"key": holder.key, "owner_table": ENTRY, "owner_type": self.settings.key}
            for name, value, cell in read_own(line, TypeDefinition, OF_TYPES):
                row[name] = value
                self.places.columns[f"{place}.{name}"] = cell.place
            is_new = type_here(holder.key) is None and not {"one_ar", "one_en"} & row.keys()
            for code, cell in words_of(line, "label", self.settings.plain):
                for name in (f"many_{code}", f"one_{code}") if is_new else (f"many_{code}",):
                    row[name] = cell.text
                    self.places.columns[f"{place}.{name}"] = cell.place
            yield row

    def _fields(self, numbers: Mapping[str, int]) -> list[Values]:
        rows: list[Values] = []
        for holder in self.holders:
            questions = list(holder.questions.values())
            orders = positions([one.line for one in questions], OWN + "position")
            for one, position in zip(questions, orders, strict=True):
                place = f"fields[{len(rows)}]"
                self.places.rows[place] = one.line.place
                self.places.columns |= {f"{place}.{column}": cell for column, cell in one.cells.items()}
                rows.append({
                    "number": one.number, "record_table": ENTRY, "record_type": holder.key, "key": one.key,
                    "value_type": one.value_type, "position": position, **one.values,
                    **self._references(place, holder, one, numbers),
                })  # fmt: skip
        return rows

    def _references(self, place: str, holder: Holder, one: Question, numbers: Mapping[str, int]) -> Values:
        """What leads from a field to lists and to other fields."""
        found: Values = {}
        if one.value_type in ("CHOICE", "CHOICES"):
            found["choice_list"] = numbers[one.list_name]
            self.places.columns[f"{place}.choice_list"] = one.line.place_of("type")
        names = one.line.text(OWN + "breakdown").split()
        for column, name in zip(("breakdown", "second_breakdown"), names, strict=False):
            self.places.columns[f"{place}.{column}"] = one.line.place_of(OWN + "breakdown")
            if name in numbers:
                found[column] = numbers[name]
            else:
                text = say("There are no answers of a list “%(list)s” on the sheet “choices”.", list=name[:40])
                self.findings.wrong(one.line.place_of(OWN + "breakdown"), "NO_LIST", text)
        if weight := one.line.text(OWN + "weight"):
            other = holder.questions.get(weight)
            self.places.columns[f"{place}.weight_number"] = one.line.place_of(OWN + "weight")
            if other is None:
                self._unknown_question(one.line, "weight", weight)
            else:
                found["weight_number"] = other.number
        return found

    def _unknown_question(self, line: Line, column: str, name: str) -> None:
        text = say("There is no question “%(name)s” in this form.", name=name[:40])
        self.findings.wrong(line.place_of(OWN + column), "UNKNOWN_FIELD", text)

    def _rules(self) -> Iterator[Values]:
        rules = [(holder, rule) for holder in self.holders for rule in holder.rules]
        for index, (holder, rule) in enumerate(rules):
            place = f"rules[{index}]"
            self.places.rows[place] = rule.line.place
            self.places.columns |= {f"{place}.{column}": cell for column, cell in rule.cells.items()}
            told_at: dict[str, Any] = {"told_at": rule.question.number} if rule.question else {}
            yield {"record_table": ENTRY, "record_type": holder.key, **rule.values, **told_at}
