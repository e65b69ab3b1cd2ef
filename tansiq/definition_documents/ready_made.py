"""Registers that come with Tansiq as documents of definitions: what a ministry can load, use and change as its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tansiq.definition_documents.document import Document, read_document
from tansiq.faults import Fault, Refused
from tansiq.language.words import listed, say

_FOLDER = files("tansiq") / "definition_documents" / "registers"


@dataclass(frozen=True)
class ReadyMade:
    """One of them: its name is that of its file, such as wells."""

    name: str
    document: Document


@cache
def ready_made() -> Sequence[ReadyMade]:
    """All of them, by name."""
    found = sorted((one for one in _FOLDER.iterdir() if one.name.endswith(".json")), key=lambda one: one.name)
    return [ReadyMade(one.name.removesuffix(".json"), read_document(one.read_bytes())) for one in found]


def find_ready_made(name: str) -> ReadyMade:
    """The one of this name. Raises Refused(UNKNOWN_CODE) with the names there are."""
    found = next((one for one in ready_made() if one.name == name), None)
    if found is None:
        names = listed([one.name for one in ready_made()], "or")
        raise Refused(Fault("UNKNOWN_CODE", "", say("There is no such register. Choose %(names)s.", names=names)))
    return found
