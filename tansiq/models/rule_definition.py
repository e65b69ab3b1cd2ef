"""Rules that a ministry sets for the records of one kind: what their own fields have to say together.

    "${12} <= ${13}"  REFUSE  "More are working than there are."    kept by the numbers of fields, told in two languages

A row breaks a rule where its expression comes to no; what is missing leaves a rule unasked, as NULL does in SQL.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import CharField, Check, DateField, ForeignKeyField, TextField

from tansiq.expressions.reading import fields_in
from tansiq.faults import Fault
from tansiq.language.bilingual import pick
from tansiq.language.field_vocabulary import RULE_SEVERITIES, USE_STATES
from tansiq.language.words import say
from tansiq.models.field_codes import codes_of
from tansiq.models.field_definition import FieldDefinition
from tansiq.models.field_rules import word_faults
from tansiq.models.own_rules import faults_of_rule
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register
from tansiq.models.type_definition import TypeDefinition
from tansiq.platform import clock

MOST_RULES = 50


class RuleDefinition(Record):
    """One rule over the own fields of some records. `expression` says what has to hold; where it does not,
    `rule_severity` says whether a row is refused, its writer is asked once more, or told. `told_at` is the field at
    which the message stands; empty, it is the first that the expression names."""

    record_table = CharField(max_length=40)
    record_type = ForeignKeyField(TypeDefinition, null=True, backref="rules", on_delete="RESTRICT")
    expression = TextField()
    rule_severity = CharField(
        max_length=10, default="REFUSE", constraints=[Check(RULE_SEVERITIES.check("rule_severity"))]
    )
    message_ar = CharField(max_length=300, default="")
    message_en = CharField(max_length=300, default="")
    told_at = ForeignKeyField(FieldDefinition, null=True, backref="rules_told", on_delete="RESTRICT")
    use_state = CharField(max_length=10, default="DRAFT", constraints=[Check(USE_STATES.check("use_state"))])
    retired_on = DateField(null=True)

    record_type_id: int | None
    told_at_id: int | None

    derived = frozenset({"retired_on"})

    class Meta:
        constraints = [Check("(record_table = 'entry') = (record_type_id IS NOT NULL)")]
        indexes = ((("record_table", "record_type"), False),)

    @property
    def holder(self) -> tuple[str, int | None]:
        """Whose rule it is: a table, with the own record type where that is of entries."""
        return self.record_table, self.record_type_id

    def complete(self) -> None:
        if self.use_state != "RETIRED":
            self.retired_on = None
        elif self.retired_on is None:
            self.retired_on = clock.today()

    def faults(self) -> Iterator[Fault]:
        for name, words in (("rule_severity", RULE_SEVERITIES), ("use_state", USE_STATES)):
            if self.__data__[name] not in words:
                yield Fault("UNKNOWN_CODE", name, say("Choose one of the list."))
        if not (self.message_ar or self.message_en):
            text = say("Say in Arabic or in English what is wrong, and what to do about it.")
            yield Fault("MESSAGE_MISSING", "message_ar", text)
        for name in ("message_ar", "message_en"):
            yield from word_faults(self, name)

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        for name in ("record_table", "record_type"):
            if before and before[name] != self.__data__.get(name):
                yield Fault("FIXED", name, say("A rule stays with its records. Add a new one elsewhere."))
        if before and before["use_state"] != "DRAFT" and self.use_state == "DRAFT":
            text = say("A rule that was in use is retired; it is no draft any more.")
            yield Fault("FIXED", "use_state", text)
        if self.use_state == "RETIRED" or not self.keeps("record_table", "record_type", "expression", "told_at"):
            return
        yield from self._faults_over_fields()
        if self._others().count() >= MOST_RULES:
            text = say("Records of a kind have at most %(most)s rules. Retire one that is not needed.", most=MOST_RULES)
            yield Fault("TOO_MANY", "expression", text)

    def _faults_over_fields(self) -> Iterator[Fault]:
        """What is in use reckons with what is in use."""
        left_out = {"RETIRED", "DRAFT"} if self.use_state == "ACTIVE" else {"RETIRED"}
        fields = [one for one in self._of_same(FieldDefinition) if one.use_state not in left_out]
        faults = list(faults_of_rule(self.expression, fields, codes_of(fields)))
        yield from faults
        if not faults and not fields_in(self.expression):
            text = say("A rule names a field at least, as in ${ }: this is the same for every record.")
            yield Fault("NO_FIELD", "expression", text)
        told_at = self.__data__.get("told_at")
        if told_at is not None and told_at not in {one.id for one in fields}:
            text = say("The message stands at a field of the same records that is in use.")
            yield Fault("UNKNOWN_FIELD", "told_at", text)

    def _others(self) -> Any:
        table = RuleDefinition
        return self._of_same(table).where(table.use_state != "RETIRED", table.id != (self.id or 0))

    def _of_same(self, table: Any) -> Any:
        """The standing rows of a table of definitions that are of the same records."""
        own_type = self.__data__.get("record_type")
        of_type = table.record_type.is_null() if own_type is None else table.record_type == own_type
        return table.select().where(table.record_table == self.record_table, of_type, table.archived_at.is_null())

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        if act == "ARCHIVE" and self.use_state != "DRAFT":
            yield Fault("IN_USE", "", say("A rule that was in use is retired, not removed: its past stays readable."))


def rules_in_use(holder: tuple[str, int | None]) -> list[RuleDefinition]:
    """The rules in use of some records, by their ids."""
    asked = RuleDefinition(record_table=holder[0], record_type=holder[1])
    return list(asked._of_same(RuleDefinition).where(RuleDefinition.use_state == "ACTIVE").order_by(RuleDefinition.id))


register(
    RecordType(
        model=RuleDefinition,
        # Translators: What the fields of a record have to say together, set by a ministry (a noun).
        one=say("Rule"),
        many=say("Rules"),
        rule="reference",
        proposers=frozenset({"people"}),
        name=lambda row: pick(row, "message"),
        labels={
            "record_table": say("Records"),
            "record_type": say("Record type"),
            "expression": say("Rule"),
            "rule_severity": say("What happens"),
            "message_ar": say("Arabic message"),
            "message_en": say("English message"),
            "told_at": say("Told at the field"),
            "use_state": say("State"),
            "retired_on": say("Retired on"),
        },
    )
)
