"""Surveys: own record types that people without an account fill, by an address, a link or a code.

    TypeDefinition 1 -- n Survey            which record type is asked, in which days, of whom
                   Survey 1 -- n SurveyInvitation   a link or a code for one participant; its digest alone is kept
                          1 -- n SurveyAnswer       what came in: an entry, or a proposal of one that waits for review

`tansiq.surveys` opens, answers, invites, tells the results and strikes out what was kept long enough.
"""

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from peewee import BooleanField, CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.bilingual import pick
from tansiq.language.field_vocabulary import HOLDING_NOTHING
from tansiq.language.survey_vocabulary import LINK_KINDS
from tansiq.language.words import N_, say
from tansiq.models.area import Area
from tansiq.models.entry import Entry
from tansiq.models.field_definition import FieldDefinition
from tansiq.models.field_rules import label_faults, word_faults
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.proposal import Proposal
from tansiq.models.record import Record, Table, now
from tansiq.models.record_type import RecordType, register
from tansiq.models.type_definition import TypeDefinition

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody takes for one another when they are read from paper."""
NOT_ASKED = frozenset({"CALCULATED", "REFERENCE", "ROWS", "FILE"})
"""Types of fields that no stranger fills: what is reckoned, what is looked up in the register, tables of rows, files of
any kind; photographs alone are made anew, whatever they were."""


def random_code(length: int) -> str:
    """So many random letters and digits."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


class Survey(Record):
    """One survey. `address` is what its page is called in links. With an `area` its answers lie there, or in a district
    of it that is asked; a consent text lets fields be asked that say something of a person, which are struck out
    `retention_months` after each answer. Both days belong to it; without a last day it goes on."""

    record_type = ForeignKeyField(TypeDefinition, backref="surveys", on_delete="RESTRICT")
    address = CharField(max_length=20, unique=True, default="")
    title_ar = CharField(max_length=200, default="")
    title_en = CharField(max_length=200, default="")
    intro_ar = TextField(default="")
    intro_en = TextField(default="")
    consent_ar = TextField(
        default="", help_text=N_("With it personal fields are asked too, of those who tick that they agree")
    )
    consent_en = TextField(default="")
    link_kind = CharField(max_length=10, default="OPEN", constraints=[Check(LINK_KINDS.check("link_kind"))])
    area = ForeignKeyField(
        Area,
        null=True,
        backref="surveys",
        on_delete="RESTRICT",
        help_text=N_("Answers lie in it; of a larger area the district is asked"),
    )
    starts_on = DateField()
    ends_on = DateField(null=True, help_text=N_("Empty: until further notice"))
    is_reviewed = BooleanField(default=True, help_text=N_("Answers wait as proposals until somebody approves them"))
    has_public_results = BooleanField(
        default=False,
        help_text=N_(
            "Once it has ended, everybody may see counts of five answers and more; of what is replied to, how much "
            "came in and was replied to, month by month"
        ),
    )
    retention_months = IntegerField(
        null=True, help_text=N_("After so many months personal answers and addresses are struck out for good")
    )
    title_order_ar = CharField(max_length=LONGEST, null=True)
    title_order_en = CharField(max_length=LONGEST, null=True)
    reply_days = IntegerField(
        null=True,
        help_text=N_("Each answer is feedback: it is to be replied to within so many days. Empty: nobody replies"),
    )

    record_type_id: int
    area_id: int | None

    derived = frozenset({"address", "title_order_ar", "title_order_en"})
    bounds = {"retention_months": (1, 600), "reply_days": (1, 365)}

    class Meta:
        constraints = [Check("ends_on >= starts_on")]

    @property
    def asks_consent(self) -> bool:
        """Whether participants agree to a text, and are asked personal fields."""
        return bool(self.consent_ar or self.consent_en)

    @property
    def _keeps_something_personal(self) -> bool:
        return self.asks_consent or self.link_kind == "MAIL" or self.reply_days is not None

    def complete(self) -> None:
        self.address = self.address or random_code(10)
        self.title_order_ar, self.title_order_en = order_keys(self.title_ar, self.title_en)

    def faults(self) -> Iterator[Fault]:
        yield from label_faults(self, "title")
        for name in ("intro_ar", "intro_en", "consent_ar", "consent_en"):
            yield from word_faults(self, name)
        if self.link_kind not in LINK_KINDS:
            yield Fault("UNKNOWN_CODE", "link_kind", say("Choose one of the list."))
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            yield Fault("DATES_REVERSED", "ends_on", say("The end is before the beginning."))
        if self.has_public_results and self.ends_on is None and self.reply_days is None:
            text = say("Results are shown to everybody once the survey has ended: give its last day.")
            yield Fault("MISSING", "ends_on", text)
        if self.reply_days is not None and self.is_reviewed:
            text = say("Feedback comes to whoever replies at once: no answer waits for review.")
            yield Fault("REVIEWED", "is_reviewed", text)
        if self._keeps_something_personal and self.retention_months is None:
            text = say("Say after how many months what people tell of themselves, their addresses too, is struck out.")
            yield Fault("MISSING", "retention_months", text)

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if before and before["record_type"] != self.__data__.get("record_type"):
            yield Fault("FIXED", "record_type", say("A survey stays with its record type."))
        if before and before["link_kind"] != self.link_kind and self._is_used():
            text = say("Links were made, or answers came in, already: make another survey for another kind of link.")
            yield Fault("FIXED", "link_kind", text)
        kind = self.referred("record_type")
        if kind is not None:
            yield from self._faults_of_type(kind, is_new=not before)

    def _faults_of_type(self, kind: TypeDefinition, is_new: bool) -> Iterator[Fault]:
        if is_new and (kind.use_state != "ACTIVE" or kind.is_form or kind.owner_table):
            text = say("A survey asks a record type that is in use, whose entries stand by themselves.")
            yield Fault("NOT_IN_USE", "record_type", text)
        if self.__data__.get("area") is not None and not kind.has_area:
            yield Fault("NOT_FILLED", "area", say("Entries of this record type do not have this."))
        if self.reply_days is not None and not kind.has_area:
            text = say("Feedback goes to the officers of an area: entries of this record type have none.")
            yield Fault("NOT_FILLED", "reply_days", text)
        if lacking := next(iter(required_and_not_asked(self)), None):
            text = say(
                "The field “%(label)s” has to be filled, and a survey cannot ask it. Ask for consent where it is "
                "personal, or let it be empty.",
                label=pick(lacking, "label"),
            )
            yield Fault("NOT_ASKED", "consent_ar", text)

    def _is_used(self) -> bool:
        """Whether anybody was invited to it, or answered."""
        return any(table.select().where(table.survey == self.id).exists() for table in (SurveyInvitation, SurveyAnswer))


def fields_asked(survey: Survey) -> list[FieldDefinition]:
    """The fields that a survey asks, in their order, with headings and notes: personal ones with a consent alone."""
    return [one for one in _fields_in_use(survey) if is_asked(survey, one)]


def is_asked(survey: Survey, one: FieldDefinition) -> bool:
    """Whether a survey asks a field of its record type that is in use."""
    return one.value_type not in NOT_ASKED and (survey.asks_consent or not one.is_personal)


def required_and_not_asked(survey: Survey) -> list[FieldDefinition]:
    """The fields without which no entry can be saved, and that the survey does not ask: it can take no answer."""
    return [one for one in _fields_in_use(survey) if one.is_required and not is_asked(survey, one)]


def holds_something(one: FieldDefinition) -> bool:
    """Whether a field is one that is filled, and no heading."""
    return one.value_type not in HOLDING_NOTHING


def _fields_in_use(survey: Survey) -> tuple[FieldDefinition, ...]:
    # What is defined now is read over all that is defined, surveys among it.
    from tansiq.models.definitions import ENTRY, known

    return known().of((ENTRY, survey.record_type_id))


class SurveyInvitation(Table):
    """One participant who may answer once. `digest` is the SHA-256 of the secret in their link, or of their code;
    `email` is where the link is mailed, "" for nobody; `is_unmailed` while that is still to be done."""

    survey = ForeignKeyField(Survey, backref="invitations", on_delete="RESTRICT")
    digest = CharField(max_length=64, unique=True)
    email = CharField(max_length=255, default="")
    language = CharField(max_length=2, default="ar")
    is_unmailed = BooleanField(default=False)
    created_at = DateTimeField(default=now)
    used_at = DateTimeField(null=True)

    survey_id: int


class SurveyAnswer(Table):
    """One answer that came in: the entry that it is, or the proposal of one, which tells the entry once it is approved.
    Whose invitation it came by is kept until the survey's personal data are struck out."""

    survey = ForeignKeyField(Survey, backref="answers", on_delete="RESTRICT", index=False)
    invitation = ForeignKeyField(SurveyInvitation, null=True, unique=True, backref="+", on_delete="SET NULL")
    entry = ForeignKeyField(Entry, null=True, unique=True, backref="+", on_delete="RESTRICT")
    proposal = ForeignKeyField(Proposal, null=True, unique=True, backref="+", on_delete="CASCADE")
    sent_at = DateTimeField(default=now)

    survey_id: int
    invitation_id: int | None
    entry_id: int | None
    proposal_id: int | None

    class Meta:
        indexes = ((("survey", "sent_at"), False),)


register(
    RecordType(
        model=Survey,
        one=say("Survey"),
        many=say("Surveys"),
        rule="survey",
        writers="officers",
        parent="record_type",
        lies_in="area",
        labels={
            "record_type": say("Record type"),
            "address": say("Address"),
            "intro_ar": say("Arabic introduction"),
            "intro_en": say("English introduction"),
            "consent_ar": say("Arabic consent"),
            "consent_en": say("English consent"),
            "link_kind": say("Who may answer"),
            "starts_on": say("From"),
            "ends_on": say("Until"),
            "is_reviewed": say("Answers are reviewed"),
            "has_public_results": say("Results for everybody"),
            "reply_days": say("Days until a reply is due"),
            "retention_months": say("Months until personal data are struck out"),
        },
    )
)
