"""Record types that a ministry defines in the back office: wells, productive groups, whatever it keeps a register of.

    TypeDefinition --fields--> FieldDefinition        what a row of it holds
                   <-- Entry.record_type              its rows
                   <-- FormVersion.form               what was published of a form: a type that is filled for periods

The kinds of records that the program itself knows are described in tansiq.models.record_type.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import SQL, BooleanField, CharField, Check, DateField, ForeignKeyField, IntegerField

from tansiq.faults import Fault
from tansiq.language.bilingual import pick
from tansiq.language.field_vocabulary import MENU_PLACES, PICTURES, POLICIES, USE_STATES
from tansiq.language.words import N_, say
from tansiq.models.field_rules import key_faults, label_faults, word_faults
from tansiq.models.form_rules import form_faults
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, record_types, register
from tansiq.platform import clock

MOST_TYPES = 50
OWNERS = ("organization", "project", "intervention", "plan_item", "entry")
"""The tables whose rows may own entries, as a table of rows inside of them."""
OWNER_KEYS = {"entry": "owner"}
"""By table: the key of an entry to its owner, where that is not called as the table is."""


def keys_of_program() -> frozenset[str]:
    """What programs call the kinds of records that the program itself knows: site, planItem."""
    words = (kind.table.split("_") for kind in record_types())
    return frozenset("".join([first, *map(str.capitalize, more)]) for first, *more in words)


def is_key_of_rows(key: str, table: str, type_id: int | None) -> bool:
    """Whether rows of such records are called so: the endpoint tells them beside the fields of the record."""
    kind = TypeDefinition
    of_type = kind.owner_type.is_null() if type_id is None else kind.owner_type == type_id
    return bool(kind.select().where(kind.owner_table == table, of_type, kind.key == key).exists())


class TypeDefinition(Record):
    """One record type. `owner_table` names the table whose rows own its entries, with `owner_type` where that is
    another own record type; "" where entries stand by themselves. `title_number` is the number of the field that
    calls an entry; `texts_due` is above 0 while its entries are to be called and found anew
    (tansiq.records.entry_texts).

    With a `period_type` it is a form: its rows are no entries but reports, one for each unit and period from
    `reported_from` on. `opens_days`, `due_days` and `closes_days` are counted from the last day of the period
    (tansiq.forms.deadlines); a report is approved at so many `approval_levels`."""

    key = CharField(max_length=40, unique=True, help_text=N_("How programs call it, such as wells"))
    one_ar = CharField(max_length=60, default="")
    one_en = CharField(max_length=60, default="")
    many_ar = CharField(max_length=60, default="")
    many_en = CharField(max_length=60, default="")
    hint_ar = CharField(max_length=500, default="")
    hint_en = CharField(max_length=500, default="")
    icon = CharField(max_length=20, default="")
    menu = CharField(max_length=20, default="")
    position = IntegerField(default=0)
    policy = CharField(max_length=20, default="OFFICERS", constraints=[Check(POLICIES.check("policy"))])
    has_area = BooleanField(default=False)
    has_organization = BooleanField(default=False)
    has_point = BooleanField(default=False)
    owner_table = CharField(max_length=20, default="")
    owner_type = ForeignKeyField("self", null=True, backref="owned_types", on_delete="RESTRICT")
    title_number = IntegerField(
        null=True, help_text=N_("Lists and links show what stands in it as the name of an entry")
    )
    use_state = CharField(max_length=10, default="DRAFT", constraints=[Check(USE_STATES.check("use_state"))])
    retired_on = DateField(null=True)
    texts_due = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])
    period_type = CharField(
        max_length=10,
        default="",
        constraints=[SQL("DEFAULT ''")],
        help_text=N_("Empty: entries of a register. Otherwise a form, filled by units for each such period"),
    )
    opens_days = IntegerField(
        null=True, help_text=N_("Counted from the last day of the period: 1 is the day after it; before it, negative")
    )
    due_days = IntegerField(null=True, help_text=N_("The last day on which a report is on time, counted likewise"))
    closes_days = IntegerField(
        null=True, help_text=N_("The last day on which one is taken at all, counted likewise; empty: without an end")
    )
    approval_levels = IntegerField(null=True, help_text=N_("How many offices approve a report one after the other"))
    reported_from = DateField(null=True, help_text=N_("The first period is the one in which this day lies"))
    reported_until = DateField(null=True, help_text=N_("Empty: for as long as it is in use"))

    owner_type_id: int | None

    derived = frozenset({"retired_on", "texts_due"})
    bounds = {
        "position": (0, 10_000),
        "opens_days": (-366, 366),
        "due_days": (-366, 1_000),
        "closes_days": (-366, 3_660),
        "approval_levels": (0, 3),
    }

    @property
    def is_form(self) -> bool:
        """Whether its rows are reports for periods instead of entries."""
        return bool(self.period_type)

    @property
    def owner_key(self) -> str:
        """The key by which its entries lead to their owner; "" where they stand by themselves."""
        return OWNER_KEYS.get(self.owner_table, self.owner_table)

    def complete(self) -> None:
        if self.use_state != "RETIRED":
            self.retired_on = None
        elif self.retired_on is None:
            self.retired_on = clock.today()

    def faults(self) -> Iterator[Fault]:
        yield from key_faults(self.key)
        for name in ("one", "many"):
            yield from label_faults(self, name)
        for name in ("hint_ar", "hint_en"):
            yield from word_faults(self, name)
        chosen = {"policy": POLICIES, "use_state": USE_STATES, "icon": PICTURES, "menu": MENU_PLACES}
        for name, words in chosen.items():
            if self.__data__[name] not in words and (self.__data__[name] or name not in ("icon", "menu")):
                yield Fault("UNKNOWN_CODE", name, say("Choose one of the list."))
        if self.owner_table not in ("", *OWNERS):
            yield Fault("UNKNOWN_CODE", "owner_table", say("Choose one of the list."))
        if (self.owner_table == "entry") != (self.__data__.get("owner_type") is not None):
            yield Fault("MISSING", "owner_type", say("Say of which record type these are rows."))
        yield from form_faults(self) if self.is_form else self._faults_of_policy()

    def _faults_of_policy(self) -> Iterator[Fault]:
        """A policy that asks for a place or an organisation needs entries to have one; rows follow their owner."""
        if self.policy == "OFFICERS" and not (self.has_area or self.owner_table):
            text = say("Officers are in charge of areas: let its entries have an area, or choose another policy.")
            yield Fault("MISSING", "has_area", text)
        if self.policy == "ORGANIZATION" and not (self.has_organization or self.owner_table):
            text = say("Let its entries have an organisation, or choose another policy.")
            yield Fault("MISSING", "has_organization", text)

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if before and before["use_state"] != "DRAFT":
            yield from self._faults_of_change(before)
        elif self.keeps("key", "owner_table", "owner_type"):
            yield from self._faults_of_key()
        others: Any = TypeDefinition.select().where(TypeDefinition.archived_at.is_null())
        if not before and others.count() >= MOST_TYPES:
            yield Fault("TOO_MANY", "key", say("There are at most %(most)s record types.", most=MOST_TYPES))

    def _faults_of_key(self) -> Iterator[Fault]:
        """What is wrong with a key that something else has in the endpoint."""
        if self.key.lower() in {key.lower() for key in keys_of_program()}:
            # Whoever asks for figures of sites, by that key, means those of the program.
            text = say("“%(key)s” is what programs call records that Tansiq itself keeps. Choose another key.",
                       key=self.key)  # fmt: skip
            yield Fault("RESERVED", "key", text)
        elif self.owner_table and self._is_key_of_field():
            yield Fault("TAKEN", "key", say("A field of the records that own these has this key. Choose another one."))

    def _is_key_of_field(self) -> bool:
        # Fields are described after record types, of which they speak.
        from tansiq.models.field_definition import fields_of

        return any(self.key in one.keys for one in fields_of(self.owner_table, self.__data__.get("owner_type")))

    def _faults_of_change(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        """What entries and questions of portals rely on stays as it is once the record type is in use."""
        if before["period_type"] != self.period_type:
            text = say("A form stays one, of the same periods, once it is in use. Make another one beside it.")
            yield Fault("FIXED", "period_type", text)
        for name in ("owner_table", "owner_type"):
            if before[name] != self.__data__.get(name):
                yield Fault("FIXED", name, say("Whose rows these are stays as it is once the record type is in use."))
        if before["key"] != self.key:
            text = say("Portals ask for it by this key: it stays as it is once the record type is in use.")
            yield Fault("FIXED", "key", text)
        if self.use_state == "DRAFT":
            text = say("A record type that was in use is retired; it is no draft any more.")
            yield Fault("FIXED", "use_state", text)

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        if act == "ARCHIVE" and self.use_state != "DRAFT":
            text = say("A record type that was in use is retired, not removed: what was entered stays.")
            yield Fault("IN_USE", "", text)


register(
    RecordType(
        model=TypeDefinition,
        one=say("Record type"),
        many=say("Record types"),
        rule="record_type",
        proposers=frozenset({"people"}),
        menu="settings",
        code="key",
        is_code_unique=True,
        searched=("key", "one_ar", "one_en", "many_ar", "many_en"),
        name=lambda row: pick(row, "many"),
        labels={
            "key": say("Key"),
            "one_ar": say("Arabic name of one"),
            "one_en": say("English name of one"),
            "many_ar": say("Arabic name of all"),
            "many_en": say("English name of all"),
            "hint_ar": say("Arabic hint"),
            "hint_en": say("English hint"),
            "icon": say("Picture"),
            "menu": say("Place in the menu"),
            "position": say("Place in the list"),
            "policy": say("Who sees entries"),
            "has_area": say("Each lies in an area"),
            "has_organization": say("Each belongs to an organisation"),
            "has_point": say("Each has a point on the map"),
            "owner_table": say("Rows of"),
            "owner_type": say("Rows of the record type"),
            "title_number": say("Called by the field"),
            "period_type": say("Filled for each"),
            "opens_days": say("Opens after days"),
            "due_days": say("Due after days"),
            "closes_days": say("Closed after days"),
            "approval_levels": say("Levels of approval"),
            "reported_from": say("Reported from"),
            "reported_until": say("Reported until"),
            "use_state": say("State"),
            "retired_on": say("Retired on"),
        },
    )
)
