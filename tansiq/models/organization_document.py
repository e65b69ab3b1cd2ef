"""Documents of organisations: licences, bylaws, minutes. Their files lie beside the database (document_files)."""

from collections.abc import Iterator

from peewee import CharField, Check, ForeignKeyField, IntegerField

from tansiq.faults import Fault
from tansiq.language.vocabulary import DOCUMENT_KINDS
from tansiq.language.words import say
from tansiq.models.extra import ExtraField
from tansiq.models.organization import Organization
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register


class OrganizationDocument(Record):
    """One file. `size` is bytes; `stored` is the random name under which it is kept, which nobody sees."""

    organization = ForeignKeyField(Organization, backref="documents", on_delete="RESTRICT")
    title = CharField(max_length=300)
    document_kind = CharField(
        max_length=30, default="LICENCE", constraints=[Check(DOCUMENT_KINDS.check("document_kind"))]
    )
    file_name = CharField(max_length=200)
    media_type = CharField(max_length=100)
    size = IntegerField(constraints=[Check("size > 0")])
    sha256 = CharField(max_length=64)
    stored = CharField(max_length=64, unique=True)
    extra = ExtraField()

    organization_id: int

    derived = carried = frozenset({"media_type", "size", "sha256", "stored"})

    def faults(self) -> Iterator[Fault]:
        if self.document_kind not in DOCUMENT_KINDS:
            yield Fault("UNKNOWN_CODE", "document_kind", say("Choose one of the listed kinds of document."))
        if not self.stored:
            yield Fault("MISSING", "file", say("Choose a file first."))


register(
    RecordType(
        model=OrganizationDocument,
        one=say("Document"),
        many=say("Documents"),
        rule="papers",
        writers="officers",
        # Portals have no way to send a file.
        proposers=frozenset({"people"}),
        position=33,
        parent="organization",
        follows_parent=True,
        belongs_to="organization",
        name=lambda row: row.title,
        secret=frozenset({"stored"}),
    )
)
