"""Outside systems that ask the endpoint: what each may ask and see, and the tokens by which it is known."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.vocabulary import SCOPES
from tansiq.language.words import say
from tansiq.models.area import Area
from tansiq.models.organization import Organization
from tansiq.models.record import Record, Table
from tansiq.models.record_type import Part, RecordType, register
from tansiq.platform.origins import origin

MOST_REQUESTS = 6_000
"""Requests a minute that a client may be allowed at most."""
MOST_ORIGINS = 20


class PortalClient(Record):
    """One outside system. `contact` says whom to write to (personal data); `scopes` are codes of SCOPES,
    separated by spaces; `origins` are the sites whose pages may ask in a browser, one a line.

    `is_unlimited` opens the whole register to it; else it reads the areas and organisations of its limits
    alone, and nothing while it has none.
    """

    name = CharField(max_length=200, unique=True)
    contact = CharField(max_length=500, default="")
    active = BooleanField(default=True)
    scopes = CharField(max_length=200, default="")
    is_unlimited = BooleanField(default=False)
    requests_a_minute = IntegerField(default=60)
    origins = TextField(default="")

    @property
    def scope_codes(self) -> frozenset[str]:
        """What it may ask; codes that this version does not know allow nothing."""
        return frozenset(self.scopes.split()) & frozenset(SCOPES.codes)

    @property
    def allowed_origins(self) -> tuple[str, ...]:
        return tuple(self.origins.split())

    def complete(self) -> None:
        self.origins = "\n".join(origin(each) or each for each in self.allowed_origins)

    def faults(self) -> Iterator[Fault]:
        """UNKNOWN_CODE, OUT_OF_RANGE, BAD_ORIGIN."""
        unknown = [code for code in self.scopes.split() if code not in SCOPES]
        if unknown:
            yield Fault("UNKNOWN_CODE", "scopes", say("There is no such code: %(codes)s.", codes=", ".join(unknown)))
        if not _is_within(self.requests_a_minute):
            text = say("Allow from 1 to %(most)s requests a minute.", most=MOST_REQUESTS)
            yield Fault("OUT_OF_RANGE", "requests_a_minute", text)
        yield from self._faults_of_origins()

    def _faults_of_origins(self) -> Iterator[Fault]:
        for given in self.allowed_origins:
            if origin(given) is None:
                text = say("“%(given)s” is not the origin of a site. Write it like https://portal.example", given=given)
                yield Fault("BAD_ORIGIN", "origins", text)
        if len(self.allowed_origins) > MOST_ORIGINS:
            yield Fault("OUT_OF_RANGE", "origins", say("Name at most %(most)s origins.", most=MOST_ORIGINS))


def _is_within(requests: Any) -> bool:
    return isinstance(requests, int) and 1 <= requests <= MOST_REQUESTS


class PortalArea(Table):
    """An area that a client reads, with all that lies in it."""

    client = ForeignKeyField(PortalClient, backref="portal_areas", on_delete="CASCADE", index=False)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")

    client_id: int
    area_id: int

    class Meta:
        indexes = ((("client", "area"), True),)


class PortalOrganization(Table):
    """An organisation whose work a client reads, with those found to be the same."""

    client = ForeignKeyField(PortalClient, backref="portal_organizations", on_delete="CASCADE", index=False)
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")

    client_id: int
    organization_id: int

    class Meta:
        indexes = ((("client", "organization"), True),)


class PortalToken(Record):
    """A secret that a client sends with each request. The token itself is kept nowhere: `digest` is its SHA-256,
    `beginning` the first characters, by which people tell tokens apart. All moments are UTC.

    A slow hash, as for passwords, would gain nothing: 256 random bits cannot be guessed or listed, and every
    request would pay for it.
    """

    client = ForeignKeyField(PortalClient, backref="+", on_delete="RESTRICT")
    digest = CharField(max_length=64, unique=True)
    beginning = CharField(max_length=16)
    expires_at = DateTimeField()
    last_used_at = DateTimeField(null=True)
    revoked_at = DateTimeField(null=True)

    client_id: int

    derived = frozenset({"digest", "last_used_at"})

    def state(self, moment: datetime) -> str:
        """A code of TOKEN_STATES."""
        if self.revoked_at is not None:
            return "REVOKED"
        return "VALID" if moment < self.expires_at else "EXPIRED"


register(
    RecordType(
        model=PortalClient,
        one=say("Portal"),
        many=say("Portals"),
        rule="administrators",
        position=96,
        has_pages=False,
        parts=(
            Part(PortalArea, say("Areas it reads"), rule="administrators"),
            Part(PortalOrganization, say("Organisations it reads"), rule="administrators"),
        ),
        name=lambda row: row.name,
        labels={"active": say("In use")},
        personal=frozenset({"contact"}),
    )
)
register(
    RecordType(
        model=PortalToken,
        one=say("Token of a portal"),
        many=say("Tokens of portals"),
        rule="administrators",
        position=97,
        has_pages=False,
        name=lambda row: f"{row.beginning}…",
        secret=frozenset({"digest"}),
    )
)
