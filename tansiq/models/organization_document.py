"""Documents of organisations: licences, bylaws, minutes. Their files lie beside the database (document_files)."""

from collections.abc import Iterator

from peewee import CharField, Check, ForeignKeyField

from tansiq.faults import Fault
from tansiq.language.vocabulary import DOCUMENT_KINDS
from tansiq.language.words import say
from tansiq.models.document import Document, file_columns, title_column
from tansiq.models.extra import ExtraField
from tansiq.models.organization import Organization
from tansiq.models.record_type import RecordType, register


class OrganizationDocument(Document):
    """One file, with what kind of document it is."""

    organization = ForeignKeyField(Organization, backref="documents", on_delete="RESTRICT")
    title = title_column()
    document_kind = CharField(
        max_length=30, default="LICENCE", constraints=[Check(DOCUMENT_KINDS.check("document_kind"))]
    )
    file_name, media_type, size, sha256, stored = file_columns()
    extra = ExtraField()

    organization_id: int

    def faults(self) -> Iterator[Fault]:
        if self.document_kind not in DOCUMENT_KINDS:
            yield Fault("UNKNOWN_CODE", "document_kind", say("Choose one of the listed kinds of document."))
        yield from super().faults()


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
