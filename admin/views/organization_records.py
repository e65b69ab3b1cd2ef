"""What the page of an organisation tells of its licences, contacts and documents, as far as the reader may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from admin.pages.current_viewer import viewer
from admin.panel.save_or_propose import reaches
from admin.words.formatting import Sight, sight
from admin.words.labels import label
from admin.words.naming import table_of
from tansiq.language.words import Sentence, say
from tansiq.models import Licence, Organization, OrganizationContact, OrganizationDocument, Record
from tansiq.organizations import licensing
from tansiq.policy.visibility import may, shows, visible

Columns = list[tuple[str, Sentence]]
MOST = 200
"""Records of one kind that the page shows; the whole list shows the rest."""

_COLUMNS: dict[type[Record], tuple[str, ...]] = {
    Licence: ("name", "authority", "issued_on", "expires_on", "days_left"),
    OrganizationContact: ("name", "job", "phone", "email", "is_public"),
    OrganizationDocument: ("title", "document_kind", "file_name", "size", "created_at"),
}
_SAID: dict[type[Record], tuple[Sentence, Sentence, Sentence]] = {
    Licence: (
        say("Licences"),
        say("Add a licence or a renewal"),
        say("No licence is known. Add the one that is in force."),
    ),
    OrganizationContact: (say("Contacts"), say("Add a contact"), say("Nobody is named yet who can be reached.")),
    OrganizationDocument: (
        say("Documents"),
        say("Add a document"),
        say("No document yet: the licence, the bylaws, minutes of the board."),
    ),
}
"""By table: the heading, what adds a row, and what is said where there is none."""


@dataclass(frozen=True)
class Held:
    """The records of one kind, those not archived first; `may_enter` says whether the reader may add and
    change some, or propose it."""

    anchor: str
    endpoint: str
    sight: Sight
    columns: Columns
    said: tuple[Sentence, Sentence, Sentence]
    may_enter: bool
    counts: Any = None


def registry(row: Organization) -> list[Held]:
    """Licences, contacts and documents of an organisation; a kind that the reader may not see is left out."""
    return [_held(model, row) for model in _COLUMNS if may(viewer(), "READ", model)]


def _held(model: type[Record], row: Organization) -> Held:
    table: Any = model
    names = [name for name in _COLUMNS[model] if shows(viewer(), name, model)]
    rows: Sequence[Any] = list(
        visible(model, viewer())
        .where(table.organization == row.id)
        .order_by(table.archived_at.is_null(False), *_order(model))
        .limit(MOST)
    )
    columns = [(name, label(name, table_of(model))) for name in names]
    may_enter = reaches("CREATE", model(organization=row))
    counts = licensing.current(rows) if model is Licence else None
    anchor, endpoint = table_of(model), model.__name__.lower()
    return Held(anchor, endpoint, sight(rows, names, viewer()), columns, _SAID[model], may_enter, counts)


def _order(model: type[Record]) -> list[Any]:
    if model is Licence:
        return [Licence.issued_on.desc(), Licence.id.desc()]
    return [model.id]
