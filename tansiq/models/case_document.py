"""Documents of cases: letters, minutes, lists of places that the parties and the officer lay before each other."""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import ForeignKeyField

from tansiq.faults import Fault
from tansiq.language.words import say
from tansiq.models.column_values import is_row_id
from tansiq.models.document import Document, file_columns, title_column
from tansiq.models.organization import Organization
from tansiq.models.overlap_case import OverlapCase
from tansiq.models.record_type import RecordType, register

MOST_IN_CASE = 50
"""Documents that one case holds: whoever takes part adds them, and nobody reviews them first."""


class CaseDocument(Document):
    """One file, for whoever reads the case; `organization` is the one for which it was added, empty where an officer
    added it."""

    case = ForeignKeyField(OverlapCase, backref="documents", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    title = title_column()
    file_name, media_type, size, sha256, stored = file_columns()

    case_id: int
    organization_id: int | None

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        case = self.__data__.get("case")
        if before or not is_row_id(case):
            return
        if CaseDocument.select().where(CaseDocument.case == case).count() >= MOST_IN_CASE:
            text = say("A case holds at most %(most)s documents.", most=MOST_IN_CASE)
            yield Fault("TOO_MANY_DOCUMENTS", "", text)


register(
    RecordType(
        model=CaseDocument,
        one=say("Document of a case"),
        many=say("Documents of cases"),
        rule="with_its_row",
        writers="officers",
        readers_say=frozenset({"case", "organization", "title", "file_name"}),
        position=99,
        parent="case",
        follows_parent=True,
        lies_in="case.area",
        belongs_to="organization",
        name=lambda row: row.title,
        labels={"case": say("Case of duplication"), "organization": say("For the organisation")},
        secret=frozenset({"stored"}),
    )
)
