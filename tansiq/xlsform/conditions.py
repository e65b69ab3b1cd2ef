"""Expressions of a form: calculations, conditions of questions and groups, constraints, all kept by number.

What stands in a column of ours is what was meant, as long as the column beside it says the same in the words of others
(outside.py); what was changed there is read instead.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tansiq.expressions.checking import Setting
from tansiq.expressions.fields import FieldFacts, FieldNames, Kind
from tansiq.expressions.limits import size_fault
from tansiq.expressions.parsing import parse
from tansiq.expressions.reading import fields_in, read
from tansiq.faults import Refused
from tansiq.language.words import say
from tansiq.models.own_expressions import KINDS, MOST_DECIMALS
from tansiq.models.rule_definition import MOST_RULES
from tansiq.xlsform.bounds import put_bounds, written_bounds
from tansiq.xlsform.findings import Findings
from tansiq.xlsform.formulas import read_formulas
from tansiq.xlsform.headers import OWN
from tansiq.xlsform.idioms import foreign_in, in_our_words, is_of_others
from tansiq.xlsform.outside import Around, broken_outside, constraint_outside, formula_outside, said_outside
from tansiq.xlsform.questions import Group, Holder, Question, RuleRow
from tansiq.xlsform.rule_messages import fill_messages
from tansiq.xlsform.tables import Cell, Line


@dataclass(frozen=True)
class Known:
    """What is known beside the record type itself: the codes of its lists by question, all names of the form, those
    that are left out, and the language of plain words."""

    codes: Mapping[str, Sequence[str]]
    everywhere: Collection[str]
    left_out: Collection[str]
    plain: str | None = None


class Conditions:
    """The expressions of one record type."""

    def __init__(self, holder: Holder, known: Known, findings: Findings) -> None:
        self.holder, self.known, self.findings = holder, known, findings
        self._here = holder.questions.keys() - set(known.left_out)
        self._around = Around(holder.types)
        self._facts = {one.number: self._fact(one) for one in holder.questions.values()}
        self._of_groups: dict[int, str] = {}
        self._has_too_many = False

    def read(self) -> None:
        """Put all of them into the questions and rules of the record type."""
        self._formulas()
        self._names = FieldNames(self._facts.values())
        for one in self.holder.questions.values():
            self._condition(one)
            self._constraint(one)
        for line in self.holder.rule_lines:
            self._rule(line)

    def _fact(self, one: Question) -> FieldFacts:
        decimals = one.values.get("decimals")
        most = decimals if isinstance(decimals, int) else MOST_DECIMALS
        return FieldFacts(
            number=one.number,
            kind=KINDS.get(one.value_type),
            key=one.name,
            decimals=0 if one.value_type == "WHOLE" else most,
            choices=self.known.codes.get(one.name),
        )

    def _meant(self, line: Line, column: str, said: str) -> Cell | None:
        """The cell that counts: ours, where what it comes to in the words of others (`said`) stands beside it."""
        ours, others = line.cells.get(OWN + column), line.cells.get(column)
        return ours if ours is not None and said == (others.text if others else "") else others

    def _in_our_words(self, cell: Cell, own: str = "") -> Cell | None:
        """An expression as we say it; None, and told, where we have no words for it."""
        if foreign := foreign_in(cell.text):
            text = say("“%(what)s” is not known here: this expression is left out.", what=foreign[:40])
            self.findings.note(cell.place, text)
            return None
        if other := is_of_others(cell.text, self._here, self.known.everywhere):
            text = say("It speaks of “%(name)s”, which is left out or stands in other rows: it is left out as well.",
                       name=other[:40])  # fmt: skip
            self.findings.note(cell.place, text)
            return None
        return Cell(in_our_words(cell.text, self._around.types, own), cell.place)

    def _kept(self, cell: Cell, own: Question | None = None) -> str:
        """What is kept of an expression that is yes or no; "" where it is left out or means nothing."""
        ours = self._in_our_words(cell, own.name if own else "")
        if ours is None:
            return ""
        setting = Setting(names=self._names, own=own.number if own else None, expects=Kind.YES_NO)
        try:
            return read(ours.text, setting)
        except Refused as refusal:
            for fault in refusal.faults:
                self.findings.wrong(cell.place, fault.code, fault.sentence)
            return ""

    def _formulas(self) -> None:
        waiting = {}
        for one in list(self.holder.questions.values()):
            if one.value_type != "CALCULATED":
                continue
            meant = self._formula(one)
            if meant is not None:
                waiting[one.number] = (one, meant)
        read_formulas(waiting, self._facts, self.findings)

    def _formula(self, one: Question) -> Cell | None:
        """The formula of a question as we say it. One that we cannot say takes the question with it, but for its
        words."""
        ours = one.line.text(OWN + "calculation")
        said = formula_outside(ours, self._around, one.line.text(OWN + "kind") == "YES_NO") if ours else ""
        cell = self._meant(one.line, "calculation", said)
        if cell is None:
            self.findings.wrong(one.line.place, "MISSING", say("Say how it is calculated."))
            one.value_type = "NUMBER"
            return None
        meant = self._in_our_words(cell)
        if meant is None:
            self._leave_out(one)
        return meant

    def _leave_out(self, one: Question) -> None:
        self._here.discard(one.name)
        if any(name.startswith("label") for name in one.line.cells):
            one.value_type = "HEADING"
        else:
            del self.holder.questions[one.name]

    def _condition(self, one: Question) -> None:
        pieces = [kept for group in one.groups if (kept := self._of_group(group))]
        said = said_outside(one.line.text(OWN + "relevant"), self._around)
        cell = self._meant(one.line, "relevant", said)
        if cell is not None and (kept := self._kept(cell)):
            pieces.append(kept)
        place = cell.place if cell else next((group.line.place_of("relevant") for group in one.groups), "")
        if pieces:
            whole = pieces[0] if len(pieces) == 1 else " and ".join(f"({piece})" for piece in pieces)
            self._put_condition(one, whole, place)

    def _put_condition(self, one: Question, whole: str, place: str) -> None:
        if fault := size_fault(whole):
            self.findings.wrong(place, fault.code, fault.sentence)
        elif one.number in fields_in(whole):
            text = say("This question is shown once it is answered: nobody would ever see it.")
            self.findings.wrong(place, "CIRCLE", text)
        else:
            one.put("shows_if", whole, place)

    def _of_group(self, group: Group) -> str:
        number = group.line.number
        if number not in self._of_groups:
            cell = group.line.cells.get("relevant")
            self._of_groups[number] = self._kept(cell) if cell else ""
        return self._of_groups[number]

    def _constraint(self, one: Question) -> None:
        line, around = one.line, Around(self._around.types, one.name)
        said = constraint_outside(line.text(OWN + "constraint"), around, written_bounds(one.values))
        if said == line.text("constraint"):
            cell = line.cells.get(OWN + "constraint")
        else:
            cell = line.cells.get("constraint")
            for name in ("least", "most"):
                one.values.pop(name, None)
            if cell and "constraint_message" not in {name.partition("::")[0] for name in line.cells}:
                cell = None if put_bounds(one, cell) else cell
        if cell is not None and (kept := self._kept(cell, one)):
            rule = self._rule_of(line, cell, _named(kept, one.number))
            rule.question = one if fields_in(rule.values["expression"])[:1] != (one.number,) else None
            fill_messages(rule, "constraint_message", self.known.plain, one)

    def _rule(self, line: Line) -> None:
        """A note that is shown while a rule does not hold: one of ours that no constraint could say."""
        ours = line.text(OWN + "constraint")
        cell = line.cells.get("relevant")
        if broken_outside(ours, self._around) == line.text("relevant"):
            cell = line.cells.get(OWN + "constraint")
        elif cell is not None:
            cell = Cell(f"not({cell.text})", cell.place)
        if cell is None or not (kept := self._kept(cell)):
            return
        rule = self._rule_of(line, cell, kept)
        rule.values["rule_severity"] = line.text(OWN + "rule")
        rule.cells["rule_severity"] = line.place_of(OWN + "rule")
        rule.question = self.holder.questions.get(line.text(OWN + "told_at"))
        fill_messages(rule, "label", self.known.plain, None)

    def _rule_of(self, line: Line, cell: Cell, kept: str) -> RuleRow:
        rule = RuleRow(line, None, {"expression": kept}, {"expression": cell.place})
        if len(self.holder.rules) < MOST_RULES:
            self.holder.rules.append(rule)
        elif not self._has_too_many:
            self._has_too_many = True
            text = say("Records of a kind have at most %(most)s rules. Leave out what is not needed.", most=MOST_RULES)
            self.findings.wrong(cell.place, "TOO_MANY", text)
        return rule


def _named(kept: str, number: int) -> str:
    """A kept expression in which the field itself is called by its number."""
    pieces, last = [], 0
    for part in sorted(parse(kept).walk(), key=lambda one: one.start):
        if part.word == "own":
            pieces += [kept[last : part.start], f"${{{number}}}"]
            last = part.end
    return "".join([*pieces, kept[last:]])
