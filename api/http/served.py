"""The schema that a process serves just now, with what was made of it: its text, and the documents read against it.

stamps of the definitions  ->  the same as before: what is there
                           `-> others: made anew, once; whoever asks below `extra` or `registers` waits for it

The one before would not do meanwhile: it has fields that are personal by now, and none that were added.
"""

import re
from collections.abc import Callable
from functools import cached_property
from threading import Lock

import strawberry

from api.context import Context
from api.http import etags
from api.http.document_cache import DocumentCache
from tansiq.models.definitions import TABLES, Definitions
from tansiq.platform.database import db
from tansiq.platform.lru import LruCache

Live = Callable[[Definitions], strawberry.Schema | None]
"""What makes a schema of definitions; None where these add nothing to the contract."""

_SPEAKS_OF_MORE = re.compile(r"\bextra\b|\bregisters\b|__schema\b|__type\b")
"""In a document: a field below which the definitions stand, or a question about the schema itself."""


class Served:
    """A schema with its text and the documents that were read against it; other versions are other schemas."""

    def __init__(self, schema: strawberry.Schema, version: str) -> None:
        self.schema = schema
        self.version = version
        self.core = schema._schema
        self.documents = DocumentCache(self.core)

    @cached_property
    def printed(self) -> str:
        """Its text, which takes as long as making it: written when somebody asks for it."""
        return self.schema.as_str()


class ServedSchemas:
    """The contract, or what `live` makes of it with the definitions of a request."""

    def __init__(self, contract: strawberry.Schema, live: Live | None) -> None:
        self.contract = Served(contract, etags.digest(contract.as_str().encode()))
        self._live = live
        self._turn = Lock()
        self._now: LruCache[Served] = LruCache(1)

    def answering(self, document: str, context: Context) -> Served:
        """What answers a document: the contract where it speaks of nothing that is defined beside, which costs the
        database nothing however often definitions change."""
        return self.now(context) if _SPEAKS_OF_MORE.search(document) else self.contract

    def now(self, context: Context) -> Served:
        """What is served under the stamps of this request."""
        live = self._live
        if live is None:
            return self.contract
        stamps = context.stamps_of(TABLES)
        if not any(stamps):
            return self.contract
        definitions = context.definitions
        with self._turn:
            return self._now.get((db.obj, stamps), lambda: self._made(live, definitions, stamps))

    def _made(self, live: Live, definitions: Definitions, stamps: tuple[int, ...]) -> Served:
        made = live(definitions)
        if made is None:
            return self.contract
        return Served(made, etags.digest(f"{self.contract.version} {stamps}".encode()))
