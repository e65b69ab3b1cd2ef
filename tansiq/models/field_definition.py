"""Fields that a ministry defines in the back office, on records of the program and on those of its own types.

    FieldDefinition --record_table--> "organization"                     a field of all organisations
                    --record_table--> "entry", --record_type--> wells    a field of the entries of one own type

Its number is the id: rows keep values under it (tansiq.models.extra), expressions name it, and it is never used again.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peewee import (
    SQL,
    BooleanField,
    CharField,
    Check,
    DateField,
    DecimalField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from tansiq.faults import Fault
from tansiq.language.bilingual import pick
from tansiq.language.field_vocabulary import HOLDING_NOTHING, PATTERNS, USE_STATES, VALUE_TYPES, WIDER
from tansiq.language.words import N_, say
from tansiq.models.choice_list import ChoiceList
from tansiq.models.field_codes import codes_of
from tansiq.models.field_labels import FIELD_LABELS
from tansiq.models.field_rules import alike_faults, key_faults, label_faults, word_faults
from tansiq.models.form_rules import MOST_ITEMS, faults_of_item, is_item
from tansiq.models.own_expressions import faults_of_field, faults_of_users
from tansiq.models.own_rules import faults_for_rules
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register
from tansiq.models.type_definition import TypeDefinition, is_key_of_rows
from tansiq.platform import clock

MOST_FIELDS = 100
MOST_INDEXES = 5

NUMERIC = frozenset({"WHOLE", "NUMBER"})
FROM_LISTS = frozenset({"CHOICE", "CHOICES"})
INDEXABLE = frozenset({"TEXT", "WHOLE", "NUMBER", "YES_NO", "DAY", "MONTH", "CHOICE", "PCODE", "CALCULATED"})


class FieldDefinition(Record):
    """One field. `least` and `most` bound numbers, in `unit`; `decimals` are those of a number; `retention_months` is
    how long a personal value is kept. `formula`, `shows_if` are expressions over other fields of the same record."""

    record_table = CharField(max_length=40)
    record_type = ForeignKeyField(TypeDefinition, null=True, backref="fields", on_delete="RESTRICT")
    key = CharField(max_length=40, help_text=N_("How programs call it, such as wellDepth"))
    former_keys = CharField(max_length=500, default="")
    value_type = CharField(max_length=12, constraints=[Check(VALUE_TYPES.check("value_type"))])
    label_ar = CharField(max_length=200, default="")
    label_en = CharField(max_length=200, default="")
    hint_ar = CharField(max_length=500, default="")
    hint_en = CharField(max_length=500, default="")
    group_ar = CharField(max_length=120, default="")
    group_en = CharField(max_length=120, default="")
    position = IntegerField(default=0)
    is_required = BooleanField(default=False)
    default_value = CharField(max_length=500, default="")
    choice_list = ForeignKeyField(ChoiceList, null=True, backref="fields", on_delete="RESTRICT")
    unit_ar = CharField(max_length=40, default="")
    unit_en = CharField(max_length=40, default="")
    decimals = IntegerField(null=True, constraints=[Check("decimals BETWEEN 0 AND 6")])
    least = DecimalField(max_digits=15, decimal_places=6, null=True)
    most = DecimalField(max_digits=15, decimal_places=6, null=True)
    pattern = CharField(max_length=20, default="")
    shows_if = TextField(default="")
    formula = TextField(default="")
    reference_table = CharField(max_length=40, default="")
    reference_type = ForeignKeyField(TypeDefinition, null=True, backref="referring_fields", on_delete="RESTRICT")
    is_published = BooleanField(default=True, help_text=N_("Portals and the public may read it"))
    is_personal = BooleanField(default=False, help_text=N_("Says something of a person: shown to few, never sent out"))
    retention_months = IntegerField(
        null=True, help_text=N_("Of personal data: after so many months what was entered is struck out for good")
    )
    is_listed = BooleanField(default=False, help_text=N_("A column of the list, unless somebody chooses others"))
    is_indexed = BooleanField(default=False, help_text=N_("Lists of many rows are filtered and sorted by it at once"))
    use_state = CharField(max_length=10, default="DRAFT", constraints=[Check(USE_STATES.check("use_state"))])
    retired_on = DateField(null=True)
    over_areas = CharField(
        max_length=8,
        default="",
        constraints=[SQL("DEFAULT ''")],
        help_text=N_("How the figures of several units become one; empty: they are not put together"),
    )
    over_time = CharField(
        max_length=8,
        default="",
        constraints=[SQL("DEFAULT ''")],
        help_text=N_("Latest where each figure tells how things stand; empty: periods are not put together"),
    )
    weight_number = IntegerField(
        null=True, help_text=N_("The item by which each unit counts in an average, such as the inhabitants")
    )
    breakdown = ForeignKeyField(
        ChoiceList,
        null=True,
        backref="broken_down",
        on_delete="RESTRICT",
        help_text=N_("Reported for each answer of this list, such as women and men"),
    )
    second_breakdown = ForeignKeyField(ChoiceList, null=True, backref="broken_down_twice", on_delete="RESTRICT")

    record_type_id: int | None
    breakdown_id: int | None
    second_breakdown_id: int | None
    choice_list_id: int | None
    reference_type_id: int | None

    derived = frozenset({"former_keys", "retired_on"})
    bounds = {"position": (0, 10_000), "decimals": (0, 6), "retention_months": (1, 600)}

    class Meta:
        constraints = [Check("(record_table = 'entry') = (record_type_id IS NOT NULL)")]
        indexes = ((("record_table", "record_type"), False),)

    @property
    def number(self) -> int:
        """Under which rows keep its values."""
        # A page of a report asks this thousands of times: not by way of Peewee's attribute.
        return int(self.__data__.get("id") or 0)

    @property
    def keys(self) -> list[str]:
        """Its key, then those it had."""
        return [self.key, *(former for former in self.former_keys.split() if former != self.key)]

    @property
    def holder(self) -> tuple[str, int | None]:
        """Whose field it is: a table, with the own record type where that is of entries."""
        return self.record_table, self.record_type_id

    @property
    def is_open(self) -> bool:
        """Whether whoever reads a row may be told what this field holds, by portals too."""
        return self.is_published and not self.is_personal and self.use_state != "DRAFT"

    @property
    def is_numeric(self) -> bool:
        """Whether its values are numbers."""
        return self.value_type in NUMERIC

    @property
    def is_share(self) -> bool:
        """Whether its numbers are counted in per cent: 45 is 45 %."""
        return self.is_numeric and ("%" in self.unit_en or any(sign in self.unit_ar for sign in "%٪"))

    @property
    def is_from_list(self) -> bool:
        """Whether its values are answers of a list."""
        return self.value_type in FROM_LISTS

    def complete(self) -> None:
        """Whoever asks by a key that it had still finds it."""
        self.retired_on = (self.retired_on or clock.today()) if self.use_state == "RETIRED" else None
        stored = FieldDefinition.get_or_none(FieldDefinition.id == self.id) if self.id else None
        if stored is not None and stored.use_state != "DRAFT":
            self.former_keys = " ".join(dict.fromkeys([*stored.former_keys.split(), stored.key]))[:500]

    def faults(self) -> Iterator[Fault]:
        yield from key_faults(self.key)
        yield from label_faults(self, "label")
        for name in ("hint_ar", "hint_en", "group_ar", "group_en", "unit_ar", "unit_en"):
            yield from word_faults(self, name)
        codes = {"value_type": VALUE_TYPES, "use_state": USE_STATES}
        for name, words in codes.items() if not self.pattern else [*codes.items(), ("pattern", PATTERNS)]:
            if self.__data__[name] not in words:
                yield Fault("UNKNOWN_CODE", name, say("Choose one of the list."))
        yield from self._faults_of_type()

    def _faults_of_type(self) -> Iterator[Fault]:
        """What a field of its type needs beside its labels, and what it cannot have."""
        kind = self.value_type
        if (kind in FROM_LISTS) != (self.__data__.get("choice_list") is not None):
            yield Fault(
                "MISSING", "choice_list", say("A field that offers answers has a list, and no other field has.")
            )
        if (kind == "REFERENCE") != bool(self.reference_table):
            yield Fault("MISSING", "reference_table", say("Say to which records it refers."))
        if (self.reference_table == "entry") != (self.__data__.get("reference_type") is not None):
            yield Fault("MISSING", "reference_type", say("Say to which records it refers."))
        if (kind == "CALCULATED") != bool(self.formula):
            yield Fault("MISSING", "formula", say("A calculated field has a formula, and no other field has."))
        yield from self._faults_of_use()

    def _faults_of_use(self) -> Iterator[Fault]:
        """What is said of how it is filled, ordered, bounded and kept, and does not go together."""
        kind = self.value_type
        if self.is_required and kind in HOLDING_NOTHING | {"CALCULATED"}:
            yield Fault("NOT_FILLED", "is_required", say("Nobody fills this field: it cannot be required."))
        if self.is_indexed and kind not in INDEXABLE:
            yield Fault("NOT_INDEXED", "is_indexed", say("Lists cannot be ordered by fields of this type."))
        if self.retention_months is not None and not self.is_personal:
            text = say(
                "Only personal data are struck out after a time. Mark the field as personal, or leave this empty."
            )
            yield Fault("NOT_PERSONAL", "retention_months", text)
        if self.least is not None and self.most is not None and self.least > self.most:
            yield Fault("REVERSED", "most", say("The most is less than the least."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if before:
            yield from self._faults_of_change(before)
        is_kept = self.keeps("record_table", "record_type", "choice_list", "breakdown", "second_breakdown")
        others = [other for other in fields_of(*self.holder) if other.id != self.id] if is_kept else []
        yield from faults_of_item(self, others) if is_kept else ()
        yield from self._faults_of_expressions(others)
        yield from filter(None, [self._fault_of_default()])
        if any(self.key in other.keys for other in others):
            yield Fault("TAKEN", "key", say("Another field here has this key, or had it. Choose another one."))
        elif is_kept and self.keeps("key") and before.get("key") != self.key and is_key_of_rows(self.key, *self.holder):
            yield Fault("TAKEN", "key", say("Rows of these records have this key. Choose another one."))
        standing = [other for other in others if other.use_state != "RETIRED"]
        if self.use_state != "RETIRED":
            yield from alike_faults(self, standing)
            if len(standing) >= (most := MOST_ITEMS if is_item(self) else MOST_FIELDS):
                text = say("A record has at most %(most)s fields. Retire one that is not needed.", most=most)
                yield Fault("TOO_MANY", "key", text)
        if self.is_indexed and sum(other.is_indexed for other in standing) >= MOST_INDEXES:
            text = say("At most %(most)s fields of a record are kept in order for lists.", most=MOST_INDEXES)
            yield Fault("TOO_MANY", "is_indexed", text)

    def _fault_of_default(self) -> Fault | None:
        # What values are is described over the definitions.
        from tansiq.models.default_values import default_fault

        kept = self.keeps("choice_list", "least", "most", "decimals", "default_value")
        return default_fault(self, codes_of([self], is_offered=True).get(self.number, ())) if kept else None

    def _faults_of_expressions(self, others: "list[FieldDefinition]") -> Iterator[Fault]:
        """What it is calculated from and shown by, and what others calculate from it."""
        if not self.keeps("record_table", "record_type", "choice_list", "formula", "shows_if"):
            return
        # What is in use reckons with what is in use.
        left_out = {"RETIRED", "DRAFT"} if self.use_state == "ACTIVE" else {"RETIRED"}
        fields = [one for one in [*others, self] if one.use_state not in left_out or one is self]
        codes = codes_of(fields)
        faults = list(faults_of_field(self, fields, codes))
        yield from faults
        if self.id and not faults:
            yield from faults_of_users(self, fields, codes)
            yield from faults_for_rules(self, _rules_in_use(self.holder), fields, codes)

    def _faults_of_change(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        """A field stays where it is, and its type becomes a wider one alone: what was entered must still be read."""
        for name in ("record_table", "record_type"):
            if before[name] != self.__data__.get(name):
                yield Fault("FIXED", name, say("A field stays with its records. Add a new one elsewhere."))
        if before["use_state"] == "DRAFT":
            return
        was = before["value_type"]
        if self.value_type not in {was, *WIDER.get(was, ())}:
            text = say("What was entered could not be read as that. Add a new field and copy the values into it.")
            yield Fault("NARROWER", "value_type", text)
        for name in ("choice_list", "reference_table", "reference_type", "breakdown", "second_breakdown"):
            if before[name] and before[name] != self.__data__.get(name):
                yield Fault("FIXED", name, say("This stays as it is once the field is in use. Add a new field."))
        if self.use_state == "DRAFT":
            yield Fault("FIXED", "use_state", say("A field that was in use is retired; it is no draft any more."))

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        if act == "ARCHIVE" and self.use_state != "DRAFT":
            yield Fault("IN_USE", "", say("A field that was in use is retired, not removed: what was entered stays."))


def fields_of(table: str, type_id: int | None) -> list[FieldDefinition]:
    """The fields of some records, but for drafts that were removed."""
    one = FieldDefinition
    of_type = one.record_type.is_null() if type_id is None else one.record_type == type_id
    return list(one.select().where(one.record_table == table, of_type, one.archived_at.is_null()))


def _rules_in_use(holder: tuple[str, int | None]) -> "Sequence[Any]":
    """The rules in use of the same records; they are described after fields, which they speak of."""
    from tansiq.models.rule_definition import rules_in_use

    return rules_in_use(holder)


register(
    RecordType(
        model=FieldDefinition,
        # Translators: A field of a form that a ministry defined (a noun); nothing of agriculture.
        one=say("Field"),
        many=say("Fields"),
        rule="field",
        proposers=frozenset({"people"}),
        name=lambda row: pick(row, "label"),
        labels=FIELD_LABELS,
    )
)
