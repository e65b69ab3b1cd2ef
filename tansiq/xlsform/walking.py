"""One walk over the rows of the survey: which questions there are, in which groups and repeats."""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from tansiq.language.words import Sentence, say
from tansiq.models.field_definition import MOST_FIELDS
from tansiq.models.form_rules import MOST_ITEMS
from tansiq.models.type_definition import MOST_TYPES, keys_of_program
from tansiq.xlsform.findings import Findings
from tansiq.xlsform.form_settings import FormSettings, is_key, key_of
from tansiq.xlsform.headers import OWN
from tansiq.xlsform.lists import AnswerList
from tansiq.xlsform.question_types import NARROWER, QuestionType, type_of_question
from tansiq.xlsform.question_values import fill
from tansiq.xlsform.questions import Group, Holder, Question
from tansiq.xlsform.tables import Line
from tansiq.xlsform.texts import words_of

_NAME = re.compile(r"[^\W\d][\w.-]*")
_SHOWN = 40


class Walk:
    """What was read so far. The first of `holders` is the record type of the form itself, the others are repeats."""

    def __init__(self, settings: FormSettings, lists: Mapping[str, AnswerList], findings: Findings) -> None:
        self.settings, self.lists, self.findings = settings, lists, findings
        self.holders = [Holder(settings.key, settings.line)]
        self._holder = self.holders[0]
        self._open: list[Group] = []
        self._count = 0
        self._beyond: set[str] = set()
        self._keys: set[str] = set()
        """The names of the survey that are keys as they stand: no other name becomes one of them."""
        self.left_out: set[str] = set()
        """The names of what is no field: expressions that speak of it are left out as well."""

    def over(self, lines: Sequence[Line]) -> list[Holder]:
        """All record types with their questions."""
        self._keys = {name for line in lines if is_key(name := line.text("name"))}
        for line in lines:
            if written := line.text("type"):
                self._row(line, type_of_question(written, line.text("appearance")))
            elif line.text("name") or any(name.startswith("label") for name in line.cells):
                self.findings.wrong(line.place, "MISSING", say("Say of which type this question is."))
        for group in self._open:
            text = say("This has a beginning and no end. Add a row “%(end)s”.", end=group.act.replace("begin", "end"))
            self.findings.wrong(group.line.place_of("type"), "NO_END", text)
        return self.holders

    @property
    def _is_left_out(self) -> bool:
        return any(group.is_left_out for group in self._open)

    def _row(self, line: Line, kind: QuestionType) -> None:
        if kind.act.startswith("begin"):
            self._begin(line, kind.act)
        elif kind.act.startswith("end"):
            self._end(line, kind.act)
        elif self._is_left_out:
            self.left_out.add(line.text("name"))
        elif kind.act == "METADATA":
            self.left_out.add(line.text("name"))
            self.findings.note(line.place_of("type"), say("What a telephone adds by itself is left out."))
        elif kind.act == "FIELD" and line.text(OWN + "rule"):
            self._holder.rule_lines.append(line)
        else:
            self._question(line, self._known(line, kind))

    def _begin(self, line: Line, act: str) -> None:
        words = {} if act == "begin repeat" else dict(words_of(line, "label", self.settings.plain))
        group = Group(line, act, words)
        if act == "begin repeat" and not self._is_left_out:
            self._begin_repeat(line, group)
        self._open.append(group)

    def _begin_repeat(self, line: Line, group: Group) -> None:
        place, why = line.place_of("type"), self._why_no_repeat()
        if why is not None:
            group.is_left_out = True
            self.findings.note(place, why)
            return
        name = self._name(line)
        if name is None:
            group.is_left_out = True
            return
        label = next((cell.text for code, cell in words_of(line, "label", self.settings.plain) if code == "en"), "")
        taken = keys_of_program() | {holder.key for holder in self.holders} | self.holders[0].keys
        key = key_of(name, label, taken)
        self.holders[0].keys.add(key)
        self._holder = Holder(key, line, is_repeat=True)
        self.holders.append(self._holder)

    def _why_no_repeat(self) -> Sentence | None:
        if self._holder.is_repeat:
            return say("Rows within rows are not known here: this repeat is left out with all that stands in it.")
        if self.settings.is_form:
            return say("A form that is filled for periods has no rows: this repeat is left out with all in it.")
        if len(self.holders) >= MOST_TYPES:
            return say("There are at most %(most)s record types.", most=MOST_TYPES)
        return None

    def _end(self, line: Line, act: str) -> None:
        begun = act.replace("end", "begin")
        if not self._open or self._open[-1].act != begun:
            text = say("There is nothing open that ends here. Each “%(end)s” has its “%(begin)s”.",
                       end=act, begin=begun)  # fmt: skip
            self.findings.wrong(line.place_of("type"), "NO_BEGINNING", text)
            return
        if self._open.pop().act == "begin repeat" and not any(group.act == "begin repeat" for group in self._open):
            self._holder = self.holders[0]

    def _known(self, line: Line, kind: QuestionType) -> QuestionType:
        """The type of a question; of one that we have no field for its words stay as a note."""
        if kind.act == "UNKNOWN":
            text = say("“%(type)s” is no type of question that is known here: its words stay as a note.",
                       type=line.text("type")[:_SHOWN])  # fmt: skip
            self.left_out.add(line.text("name"))
            self.findings.note(line.place_of("type"), text)
            return QuestionType("FIELD", "HEADING")
        narrower = line.text(OWN + "type")
        if narrower and narrower != kind.value_type:
            if narrower in NARROWER.get(kind.value_type, ()):
                return QuestionType("FIELD", narrower)
            text = say("“%(type)s” does not go with the type of this question.", type=narrower[:_SHOWN])
            self.findings.wrong(line.place_of(OWN + "type"), "UNKNOWN_CODE", text)
        if kind.has_other:
            text = say("“Other” is not added by itself here: add it to the list, and a question for the words.")
            self.findings.note(line.place_of("type"), text)
        if kind.list_name and kind.list_name not in self.lists:
            text = say("There are no answers of a list “%(list)s” on the sheet “choices”.",
                       list=kind.list_name[:_SHOWN])  # fmt: skip
            self.findings.wrong(line.place_of("type"), "NO_LIST", text)
            return QuestionType("FIELD", "TEXT")
        return kind

    def _question(self, line: Line, kind: QuestionType) -> None:
        holder = self._holder
        name = self._name(line, is_note=kind.value_type == "HEADING")
        if name is None or self._has_enough(line):
            return
        if kind.value_type == "HEADING" and not any(column.startswith("label") for column in line.cells):
            return
        self._count += 1
        label = next((cell.text for code, cell in words_of(line, "label", self.settings.plain) if code == "en"), "")
        key = name if name in self._keys - holder.keys else key_of(name, label, holder.keys | self._keys)
        holder.keys.add(key)
        one = Question(self._count, line, name, key, kind.value_type, kind.list_name, tuple(self._groups()))
        one.cells = {"key": line.place_of("name"), "value_type": line.place_of("type")}
        fill(one, self.settings.plain, self.findings)
        holder.questions[name] = one

    def _groups(self) -> list[Group]:
        """Those that are open, within the repeat where there is one."""
        begun = [index for index, group in enumerate(self._open) if group.act == "begin repeat"]
        return self._open[begun[-1] + 1 if begun else 0 :]

    def _has_enough(self, line: Line) -> bool:
        holder, most = self._holder, MOST_ITEMS if self.settings.is_form else MOST_FIELDS
        if len(holder.questions) < most:
            return False
        self.left_out.add(line.text("name"))
        if holder.key not in self._beyond:
            self._beyond.add(holder.key)
            text = say("A record has at most %(most)s fields. Part the form, or leave out what is not needed.",
                       most=most)  # fmt: skip
            self.findings.wrong(line.place, "TOO_MANY", text)
        return True

    def _name(self, line: Line, is_note: bool = False) -> str | None:
        """The name of a row; None, and told, where it is none or was given before."""
        name, place = line.text("name"), line.place_of("name")
        if not name and is_note:
            words = " ".join(cell.text for column, cell in sorted(line.cells.items()) if column.startswith("label"))
            return f"note_{sha256(words.encode('utf-8', 'replace')).hexdigest()[:8]}"
        if not name:
            self.findings.wrong(line.place, "MISSING", say("Give this question a name."))
            return None
        if not _NAME.fullmatch(name):
            text = say("“%(name)s” is no name: it begins with a letter and has letters, digits, hyphens, points and "
                       "underscores.", name=name[:_SHOWN].replace("\0", "�"))  # fmt: skip
            self.findings.wrong(place, "BAD_NAME", text)
            return None
        if (other := self._holder.questions.get(name)) is not None:
            text = say("Row %(row)s has this name already. Give each question a name of its own.",
                       row=other.line.number)  # fmt: skip
            self.findings.wrong(place, "TAKEN", text)
            return None
        return name
