"""Organisations: associations, agencies, offices; how they are registered, where and in what they work."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from peewee import BooleanField, CharField, Check, DateField, ForeignKeyField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import fold_tight, organization_key, search_text
from tansiq.language.vocabulary import ORGANIZATION_KINDS
from tansiq.language.words import N_, say
from tansiq.models.area import Area
from tansiq.models.column_values import is_row_id
from tansiq.models.contact_formats import identity_faults
from tansiq.models.extra import ExtraField
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.record import Record, Table
from tansiq.models.record_type import ENTERED, Part, RecordType, register
from tansiq.models.sector import Sector


class Organization(Record):
    """One organisation. `canonical` names the organisation it was found to be the same as, if any.

    The licence dates are copies of what its licences say; `licensing` tells the legal status from them.
    """

    name_ar = CharField(max_length=300, default="")
    name_en = CharField(max_length=300, default="")
    acronym = CharField(max_length=60, default="")
    acronym_ar = CharField(max_length=60, default="")
    aliases = TextField(default="", help_text=N_("Other spellings in any language, separated by |"))
    kind = CharField(max_length=30, default="OTHER", constraints=[Check(ORGANIZATION_KINDS.check("kind"))])
    registration_number = CharField(max_length=60, null=True, unique=True)
    home_area = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    canonical = ForeignKeyField("self", null=True, backref="duplicates", on_delete="RESTRICT")
    is_published = BooleanField(default=True)
    acronym_key = CharField(max_length=60, default="", index=True)
    name_key_ar = CharField(max_length=300, default="", index=True)
    name_key_en = CharField(max_length=300, default="", index=True)
    search = TextField(default="")
    # Declared in the order in which the migrations added them: SQLite adds columns at the end.
    iati_identifier = CharField(
        max_length=100, null=True, unique=True, help_text=N_("Such as XM-DAC-41122 or GB-CHC-202918")
    )
    website = CharField(max_length=300, null=True, help_text=N_("Begins with https:// or http://"))
    founded_on = DateField(null=True)
    parent = ForeignKeyField("self", null=True, backref="branches", on_delete="RESTRICT")
    board_elected_on = DateField(null=True)
    board_ends_on = DateField(null=True)
    suspended_on = DateField(null=True)
    dissolved_on = DateField(null=True)
    standing_reason = TextField(null=True, help_text=N_("Why it was suspended or dissolved, and by whom"))
    licence_issued_on = DateField(null=True)
    licence_expires_on = DateField(null=True)
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)
    extra = ExtraField()

    home_area_id: int | None
    canonical_id: int | None
    parent_id: int | None

    derived = frozenset(
        {
            *("acronym_key", "name_key_ar", "name_key_en", "search", "licence_issued_on", "licence_expires_on"),
            *("name_order_ar", "name_order_en"),
        }
    )

    class Meta:
        constraints = [
            Check("name_ar <> '' OR name_en <> '' OR acronym <> ''"),
            Check("canonical_id <> id"),
            Check("parent_id <> id"),
            Check("board_ends_on >= board_elected_on"),
        ]

    def complete(self) -> None:
        self.acronym_key = fold_tight(self.acronym)
        self.name_key_ar = organization_key(self.name_ar)
        self.name_key_en = organization_key(self.name_en)
        names = [self.name_ar, self.name_en, self.acronym, self.acronym_ar, *self.aliases.split("|")]
        self.search = search_text([*names, self.registration_number])
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en, self.acronym)

    def faults(self) -> Iterator[Fault]:
        if not (self.name_ar or self.name_en or self.acronym):
            yield Fault("NAME_MISSING", "name_ar", say("Give a name, in Arabic or in English."))
        if self.kind not in ORGANIZATION_KINDS:
            yield Fault("UNKNOWN_CODE", "kind", say("Choose one of the listed kinds of organisation."))
        if self.canonical_id is not None and self.canonical_id == self.id:
            yield Fault("PARENT_IS_SELF", "canonical", say("An organisation cannot stand for itself."))
        yield from identity_faults(self.iati_identifier, self.website)
        yield from self._faults_of_board_and_standing()
        if self._is_above_itself():
            text = say("This organisation stands above the chosen one already. One of two is part of the other.")
            yield Fault("PARENT_IS_BELOW", "parent", text)

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        """It stands for one that stands for itself, so that all that are the same are told by one."""
        into = self.__data__.get("canonical")
        if into == before.get("canonical") or not is_row_id(into):
            return
        chosen = Organization.get_or_none(Organization.id == into)
        if chosen is not None and chosen.canonical_id is not None:
            text = say("The chosen organisation is the same as another one itself. Choose that one.")
            yield Fault("NOT_CANONICAL", "canonical", text)

    def _faults_of_board_and_standing(self) -> Iterator[Fault]:
        if self.board_elected_on and self.board_ends_on and self.board_ends_on < self.board_elected_on:
            yield Fault("DATES_REVERSED", "board_ends_on", say("The end is before the beginning."))
        given: list[date | None] = [self.suspended_on, self.dissolved_on]
        if any(given) and not (self.standing_reason or "").strip():
            yield Fault("REASON_MISSING", "standing_reason", say("Say why, and by whose decision."))

    def _is_above_itself(self) -> bool:
        """Whether the way up through the parents leads back here; the stored ones form no circle."""
        seen, above = {self.id}, self.parent_id
        while above is not None and self.id is not None:
            if above in seen:
                return True
            seen.add(above)
            above = Organization.select(Organization.parent).where(Organization.id == above).scalar()
        return False


class OrganizationArea(Table):
    """An area in which an organisation says it works."""

    organization = ForeignKeyField(Organization, backref="operating_areas", on_delete="CASCADE", index=False)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")

    organization_id: int
    area_id: int

    class Meta:
        indexes = ((("organization", "area"), True),)


class OrganizationSector(Table):
    """A sector in which an organisation says it works."""

    organization = ForeignKeyField(Organization, backref="operating_sectors", on_delete="CASCADE", index=False)
    sector = ForeignKeyField(Sector, backref="+", on_delete="RESTRICT")

    organization_id: int
    sector_id: int

    class Meta:
        indexes = ((("organization", "sector"), True),)


class OrganizationMembership(Table):
    """A network, union or umbrella body that an organisation is a member of."""

    organization = ForeignKeyField(Organization, backref="memberships", on_delete="CASCADE", index=False)
    network = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")

    organization_id: int
    network_id: int

    class Meta:
        constraints = [Check("organization_id <> network_id")]
        indexes = ((("organization", "network"), True),)


register(
    RecordType(
        model=Organization,
        one=say("Organisation"),
        many=say("Organisations"),
        rule="published",
        writers="officers",
        proposers=ENTERED | {"registrants"},
        position=30,
        menu="register",
        lies_in="home_area",
        belongs_to="id",
        scope="registry:read",
        parts=(
            Part(OrganizationArea, say("Areas of work"), rule="operating_area"),
            Part(OrganizationSector, say("Sectors of work")),
            Part(OrganizationMembership, say("Networks it is a member of")),
        ),
        code="acronym",
        labels={"parent": say("Part of the organisation")},
    )
)
