"""Invitations: organisations and persons who read a plan before it is published."""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import CharField, ForeignKeyField

from tansiq.faults import Fault
from tansiq.language.words import N_, say
from tansiq.models.account import is_mail_address
from tansiq.models.organization import Organization
from tansiq.models.plan import Plan
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register
from tansiq.platform.mail_addresses import normal_form


class PlanInvitation(Record):
    """One invitation: of all who speak for an organisation, or of whoever signs in with an address."""

    plan = ForeignKeyField(Plan, backref="invitations", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, null=True, backref="plan_invitations", on_delete="RESTRICT")
    email = CharField(
        max_length=255, default="", index=True, help_text=N_("The address with which somebody signs in here")
    )

    plan_id: int
    organization_id: int | None

    def complete(self) -> None:
        self.email = normal_form(self.email)

    def faults(self) -> Iterator[Fault]:
        if (self.__data__.get("organization") is None) == (not self.email):
            text = say("Invite an organisation, or else a person by the address with which they sign in.")
            yield Fault("ONE_OF_TWO", "organization", text)
        if self.email and not is_mail_address(self.email):
            yield Fault("INVALID", "email", say("“%(email)s” is no e-mail address.", email=self.email))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if not self.keeps("plan", "organization", "email"):
            return
        guest = self.__data__.get("organization")
        asked = PlanInvitation.organization == guest if guest else PlanInvitation.email == normal_form(self.email)
        others: Any = PlanInvitation.select().where(
            PlanInvitation.plan == self.__data__.get("plan"),
            asked,
            PlanInvitation.archived_at.is_null(),
            PlanInvitation.id != (self.__data__.get("id") or 0),
        )
        if (guest or self.email) and others.exists():
            field = "organization" if guest else "email"
            yield Fault("INVITED_ALREADY", field, say("They are invited to this plan already."))


register(
    RecordType(
        model=PlanInvitation,
        one=say("Invitation to a plan"),
        many=say("Invited to the plan"),
        rule="invitation",
        writers="officers",
        proposers=frozenset({"people"}),
        position=45,
        parent="plan",
        follows_parent=True,
        lies_in="plan.area",
        belongs_to="organization",
        called_by=("organization",),
        labels={"email": say("E-mail of a person")},
        personal=frozenset({"email"}),
        is_known_in_charge=True,
    )
)
