"""Interventions: what one organisation does in one sector, from when until when, and with whom."""

import re
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from peewee import BooleanField, CharField, Check, DateField, DecimalField, ForeignKeyField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import search_text
from tansiq.language.vocabulary import MODALITIES, PARTNER_ROLES, STATUSES
from tansiq.language.words import say
from tansiq.models.column_values import MONEY, is_row_id
from tansiq.models.extra import ExtraField
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.organization import Organization
from tansiq.models.project import Project, currency_faults
from tansiq.models.record import Record, Table
from tansiq.models.record_type import ENTERED, Part, RecordType, register
from tansiq.models.sector import ActivityType, Sector

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_record_id() -> str:
    """A record id that nobody else has: TQ- and ten letters and digits that are hard to misread."""
    # They are thirty-two: five bits of each byte choose one, all alike. To ask the system for every letter is slow.
    return "TQ-" + "".join(_LETTERS[byte & 31] for byte in secrets.token_bytes(10))


def is_own_record_id(text: str) -> bool:
    """Whether a record id was made here, rather than given by whoever sent the record."""
    return re.fullmatch(f"TQ-[{_LETTERS}]{{10}}", text) is not None


class Intervention(Record):
    """One intervention. `sector` is always a top-level sector; a sub-sector stands beside it.

    An empty end means still running; an empty start means not known.
    """

    record_id = CharField(max_length=80, unique=True, default=new_record_id)
    organization = ForeignKeyField(Organization, backref="interventions", on_delete="RESTRICT", index=False)
    project = ForeignKeyField(Project, null=True, backref="interventions", on_delete="RESTRICT")
    sector = ForeignKeyField(Sector, backref="interventions", on_delete="RESTRICT")
    subsector = ForeignKeyField(Sector, null=True, backref="+", on_delete="RESTRICT")
    activity_type = ForeignKeyField(ActivityType, null=True, backref="+", on_delete="RESTRICT")
    title_ar = CharField(max_length=500, default="")
    title_en = CharField(max_length=500, default="")
    status = CharField(max_length=12, default="ONGOING", constraints=[Check(STATUSES.check("status"))])
    modality = CharField(max_length=12, null=True, constraints=[Check(MODALITIES.check("modality"))])
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    budget = DecimalField(max_digits=16, decimal_places=2, null=True, constraints=[Check("budget >= 0")])
    currency = CharField(max_length=3, default="")
    remarks = TextField(default="")
    is_published = BooleanField(default=True)
    search = TextField(default="")
    title_order_ar = CharField(max_length=LONGEST, null=True)
    title_order_en = CharField(max_length=LONGEST, null=True)
    extra = ExtraField()

    organization_id: int
    project_id: int | None
    sector_id: int
    subsector_id: int | None
    activity_type_id: int | None

    derived = frozenset({"search", "title_order_ar", "title_order_en"})
    bounds = {"budget": MONEY}

    class Meta:
        constraints = [
            Check("ends_on >= starts_on"),
            Check("budget IS NULL OR currency <> ''"),
            Check("subsector_id <> sector_id"),
        ]
        indexes = (
            (("organization", "id"), False),
            (("status", "id"), False),
            (("starts_on", "id"), False),
            (("ends_on", "id"), False),
            (("changed_at", "id"), False),
        )

    def complete(self) -> None:
        self.search = search_text([self.title_ar, self.title_en, self.record_id])
        self.title_order_ar, self.title_order_en = order_keys(self.title_ar, self.title_en)

    def faults(self) -> Iterator[Fault]:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            yield Fault("DATES_REVERSED", "ends_on", say("The end is before the beginning."))
        if self.status not in STATUSES:
            yield Fault("UNKNOWN_CODE", "status", say("Choose one of the listed statuses."))
        if self.modality is not None and self.modality not in MODALITIES:
            yield Fault("UNKNOWN_CODE", "modality", say("Choose one of the listed modalities."))
        if self.budget is not None and not self.currency:
            yield Fault("CURRENCY_MISSING", "currency", say("Say in which currency the budget is."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        yield from currency_faults(self.currency)
        yield from self._faults_of_sectors()
        if self.is_published:
            yield from self.lacking_to_be_published()

    @property
    def needs_place(self) -> bool:
        """Whether it wants a site: it is published, and not cancelled."""
        return bool(self.is_published) and self.status != "CANCELLED"

    def lacking_to_be_published(self) -> Iterator[Fault]:
        """What it needs before others are shown it, but for a site: a name, which its activity may be, and a first day.

        An open end is no lack: it still runs.
        """
        if not (self.title_ar or self.title_en or self.__data__.get("activity_type")):
            yield Fault("MISSING", "title_ar", NAMELESS)
        if self.starts_on is None:
            yield Fault("MISSING", "starts_on", BEGINNING_UNKNOWN)

    def _faults_of_sectors(self) -> Iterator[Fault]:
        sector, part = self.__data__.get("sector"), self.__data__.get("subsector")
        ids = list(filter(is_row_id, (sector, part)))
        known: Any = Sector.select(Sector.id, Sector.parent).where(Sector.id.in_(ids)).tuples() if ids else ()
        parents: dict[Any, int | None] = dict(known)
        if parents.get(sector) is not None:
            yield Fault("SECTOR_IS_PART", "sector", say("This is a sub-sector. Choose the sector that it is part of."))
        elif part in parents and sector in parents and parents[part] != sector:
            text = say("This sub-sector is part of another sector. Choose one of this sector.")
            yield Fault("OTHER_SECTOR", "subsector", text)


NAMELESS = say("Give a title or an activity: it is to be published. Until then it can be kept as a draft.")
BEGINNING_UNKNOWN = say("Give the first day: it is to be published. Until then it can be kept as a draft.")
PLACELESS = say("Add a site: it is to be published. Until then it can be kept as a draft.")


class Partnership(Table):
    """An organisation's part in an intervention that another one carries out."""

    intervention = ForeignKeyField(Intervention, backref="partnerships", on_delete="CASCADE", index=False)
    organization = ForeignKeyField(Organization, backref="partnerships", on_delete="RESTRICT")
    role = CharField(max_length=12, constraints=[Check(PARTNER_ROLES.check("role"))])

    intervention_id: int
    organization_id: int

    class Meta:
        indexes = ((("intervention", "organization", "role"), True),)


register(
    RecordType(
        model=Intervention,
        # Translators: What one organisation does in one sector, from when until when (field term of OCHA).
        one=say("Intervention"),
        many=say("Interventions"),
        rule="published",
        writers="officers",
        proposers=ENTERED,
        position=10,
        menu="register",
        lies_in="sites.area",
        belongs_to="organization",
        scope="registry:read",
        parts=(Part(Partnership, say("Partners")),),
        code="record_id",
        is_code_unique=True,
        # The people of all its sites, which its list shows in narrow columns.
        labels={"targeted": say("Targeted"), "reached": say("Reached")},
    )
)
