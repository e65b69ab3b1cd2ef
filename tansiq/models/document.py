"""What documents of all kinds have in common: each is a file that belongs to a record, and lies beside the database.

Document --- OrganizationDocument   licences, bylaws, minutes
         --- DemandDocument         what stands behind a demand
         --- PlanDocument           letters, minutes, maps of a plan
         --- CaseDocument           what the parties of a case of duplication lay before each other

A kind of its own has its own key, and with it its own readers; who takes files in, proposes them and gives them out
asks for a Document alone.
"""

from collections.abc import Iterator

from peewee import CharField, Check, IntegerField

from tansiq.faults import Fault
from tansiq.language.words import say
from tansiq.models.record import Record
from tansiq.models.record_type import described_types


class Document(Record):
    """One file with a title. `size` is bytes; `stored` is the random name under which it is kept, which nobody sees.

    Each kind has these columns after its own key (`title_column`, `file_columns`).
    """

    title: CharField
    file_name: CharField
    media_type: CharField
    size: IntegerField
    sha256: CharField
    stored: CharField

    derived = carried = frozenset({"media_type", "size", "sha256", "stored"})

    def faults(self) -> Iterator[Fault]:
        if not self.stored:
            yield Fault("MISSING", "file", say("Choose a file first."))


def title_column() -> CharField:
    """What a document is called."""
    return CharField(max_length=300)


def file_columns() -> tuple[CharField, CharField, IntegerField, CharField, CharField]:
    """What is known of the file: its name, its media type, its size, its digest, and where it is kept."""
    return (
        CharField(max_length=200),
        CharField(max_length=100),
        IntegerField(constraints=[Check("size > 0")]),
        CharField(max_length=64),
        CharField(max_length=64, unique=True),
    )


def kinds_of_documents() -> tuple[type[Document], ...]:
    """The tables of documents, in the order of their description."""
    return tuple(kind.model for kind in described_types() if issubclass(kind.model, Document))
