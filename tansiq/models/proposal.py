"""Proposals: changes that somebody may not publish, kept until an officer looks at them."""

from peewee import BlobField, CharField, Check, DateTimeField, ForeignKeyField, IntegerField, TextField

from tansiq.language.vocabulary import ACTS, FACES, PROPOSAL_EVENTS, PROPOSAL_STATES
from tansiq.models.account import Account
from tansiq.models.area import Area
from tansiq.models.batch import Batch
from tansiq.models.import_run import ImportRun
from tansiq.models.organization import Organization
from tansiq.models.record import Table, now


class Proposal(Table):
    """One deed that waits for approval. `steps` is JSON: what is done to each row (`tansiq.proposals.steps`).

    `record_type` and `record_id` name the row it is about, the id only once that exists; `batch` is the batch in
    which it was carried out. `portal` is the number of the portal that sent it, if one did.
    """

    act = CharField(max_length=10, constraints=[Check(ACTS.check("act"))])
    record_type = CharField(max_length=40)
    record_id = IntegerField(null=True)
    title_ar = CharField(max_length=500, default="")
    title_en = CharField(max_length=500, default="")
    steps = TextField()
    state = CharField(max_length=12, default="WAITING", constraints=[Check(PROPOSAL_STATES.check("state"))])
    version = IntegerField(default=1)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    portal = IntegerField(null=True, index=True)
    actor = CharField(max_length=200, default="")
    face = CharField(max_length=10, constraints=[Check(FACES.check("face"))])
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    created_at = DateTimeField(default=now)
    changed_at = DateTimeField(default=now)
    batch = ForeignKeyField(Batch, null=True, backref="+", on_delete="RESTRICT")

    account_id: int | None
    organization_id: int | None
    batch_id: int | None

    class Meta:
        indexes = ((("state", "created_at", "id"), False), (("record_type", "record_id"), False))


class ProposalArea(Table):
    """An area in which a proposal changes something: its officers are to look at it."""

    proposal = ForeignKeyField(Proposal, backref="areas", on_delete="CASCADE", index=False)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")

    proposal_id: int
    area_id: int

    class Meta:
        indexes = ((("proposal", "area"), True),)


class ProposalEvent(Table):
    """What happened to a proposal, appended to and never changed: who, when, and what they said."""

    proposal = ForeignKeyField(Proposal, backref="events", on_delete="CASCADE")
    act = CharField(max_length=12, constraints=[Check(PROPOSAL_EVENTS.check("act"))])
    at = DateTimeField(default=now)
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    comment = TextField(default="")

    proposal_id: int
    account_id: int | None


class ProposedRow(Table):
    """A row of an imported sheet that waits as part of a proposal. `site` is the site it changes, or the negative
    number that the proposal gives a new one; the digests are those of `ImportedRow`, which approval makes of it
    (`identity` is empty where the row carried an id of ours); in them a new organisation is known by its names."""

    proposal = ForeignKeyField(Proposal, backref="rows", on_delete="CASCADE")
    run = ForeignKeyField(ImportRun, null=True, backref="+", on_delete="RESTRICT")
    site = IntegerField()
    fingerprint = BlobField(index=True)
    identity = BlobField()
    file_name = CharField(max_length=255, default="")
    sheet = CharField(max_length=255, default="")
    row_number = IntegerField(null=True)
    said = BlobField(null=True, index=True)
    source_id = CharField(max_length=255, null=True)

    proposal_id: int
    run_id: int | None
