"""Taking over a document of definitions: what is there already is found again by its keys, all else is new.

    record types -> lists -> fields (each after those its expressions name) -> what calls an entry -> rules
                 -> dashboards -> surveys

Nothing is removed because a document does not speak of it. Of a document that comes along nothing is changed that
stands here already: names, answers, bounds and rules are the office's own since it was loaded. A tombstone of what was
never here has nothing to retire, and is left out. All of it holds together: with one fault nothing was taken over.
"""

from collections.abc import Iterable, Iterator

from tansiq.definition_documents.dashboards import take_dashboards
from tansiq.definition_documents.document import Document
from tansiq.definition_documents.fields import find_fields, known_or_in_use, take_fields
from tansiq.definition_documents.rules import take_rules
from tansiq.definition_documents.surveys import take_surveys
from tansiq.definition_documents.taking import TakenOver, Taking, placed
from tansiq.definition_documents.types_and_lists import name_entries, take_lists, take_types
from tansiq.faults import Refused
from tansiq.models import FieldDefinition, Record
from tansiq.policy.viewer import Viewer
from tansiq.records import changes


def take_over(viewer: Viewer, document: Document, is_trial: bool = False, is_offered: bool = False) -> list[TakenOver]:
    """Bring the definitions of a document here, in one transaction; on trial nothing is kept of it. One `is_offered`
    that comes along adds alone what is not here.

    Raises Refused: FORBIDDEN, or every fault with its place in the document, such as fields[3].key.
    """
    changes.require(viewer, "CREATE", FieldDefinition())
    with changes.together() as block:
        taking = Taking(viewer, is_offered)
        _take_all(taking, document)
        if taking.faults:
            raise Refused(*taking.faults)
        if is_trial:
            block.rollback()
    return list(_once_each(taking.taken))


def _take_all(taking: Taking, document: Document) -> None:
    take_types(taking, document)
    fields = placed("fields", document.fields)
    find_fields(taking, fields)
    fields = known_or_in_use(taking, fields)
    take_lists(taking, document, fields)
    take_fields(taking, fields)
    name_entries(taking, document)
    take_rules(taking, document)
    take_dashboards(taking, document)
    take_surveys(taking, document)


def _once_each(taken: Iterable[TakenOver]) -> Iterator[TakenOver]:
    """What became of each row where one was saved in several steps."""
    found: dict[tuple[type[Record], int], TakenOver] = {}
    for one in taken:
        place = (type(one.row), int(one.row.id))
        former = found.get(place, one)
        columns = tuple(dict.fromkeys([*former.columns, *one.columns]))
        outcome = min(former.outcome, one.outcome, key=("NEW", "CHANGED", "SAME").index)
        found[place] = TakenOver(one.row, outcome, columns)
    yield from found.values()
