"""Registers and forms that come with Tansiq as documents of definitions: what a ministry can load, use and change as
its own.

    {"tansiq": "definitions", "version": 1, "needs": ["another"], "types": [...], ...}

`needs` names those whose record types it refers to: they are loaded before it. No program knows any by its name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from tansiq.definition_documents.document import Document, read_document
from tansiq.definition_documents.taking import TakenOver
from tansiq.definition_documents.taking_over import take_over
from tansiq.faults import Fault, Refused
from tansiq.language.words import listed, say
from tansiq.models import TypeDefinition
from tansiq.models.definitions import known
from tansiq.policy.viewer import Viewer
from tansiq.records import changes

_FOLDER = files("tansiq") / "definition_documents" / "registers"


@dataclass(frozen=True)
class ReadyMade:
    """One of them: its name is that of its file, such as wells; `needs` are the names of those it rests on."""

    name: str
    document: Document
    needs: Sequence[str] = ()

    @property
    def kind(self) -> TypeDefinition:
        """Its first record type, which tells what it is; it is not stored."""
        return TypeDefinition(**{name: value for name, value in self.document.types[0].items() if name != "owner_type"})

    @property
    def stands_here(self) -> bool:
        """Whether any of its record types is defined already."""
        keys = {one.key for one in known().types.values()}
        return any(row["key"] in keys for row in self.document.types)


@cache
def ready_made() -> Sequence[ReadyMade]:
    """All of them, by name."""
    found = sorted((one for one in _FOLDER.iterdir() if one.name.endswith(".json")), key=lambda one: one.name)
    return [_read(one.name.removesuffix(".json"), one.read_bytes()) for one in found]


def find_ready_made(name: str) -> ReadyMade:
    """The one of this name. Raises Refused(UNKNOWN_CODE) with the names there are."""
    found = next((one for one in ready_made() if one.name == name), None)
    if found is None:
        names = listed([one.name for one in ready_made()], "or")
        raise Refused(Fault("UNKNOWN_CODE", "", say("There is no such register. Choose %(names)s.", names=names)))
    return found


def load(viewer: Viewer, name: str, is_trial: bool = False) -> list[TakenOver]:
    """Take over the one of this name, those it needs first. What stands here already stays as the office has it; on
    trial nothing is kept.

    Raises Refused: UNKNOWN_CODE, or as `take_over` does.
    """
    taken: list[TakenOver] = []
    with changes.together() as block:
        for one in dict.fromkeys(_each_after_its_needs(find_ready_made(name))):
            taken += take_over(viewer, find_ready_made(one).document, is_offered=True)
        if is_trial:
            block.rollback()
    return taken


def _each_after_its_needs(one: ReadyMade) -> Iterator[str]:
    for name in one.needs:
        yield from _each_after_its_needs(find_ready_made(name))
    yield one.name


def _read(name: str, text: bytes) -> ReadyMade:
    found: dict[str, Any] = orjson.loads(text)
    needs = found.pop("needs", [])
    return ReadyMade(name, read_document(orjson.dumps(found)), tuple(needs))
