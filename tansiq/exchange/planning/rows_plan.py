"""What imports of sheets plan whose rows are records by themselves: entries of own record types, items of plans."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Generic, Protocol, TypeVar

import orjson

from tansiq.exchange.planning.plan import Tally
from tansiq.exchange.values.problems import Problem


class RowDraft(Protocol):
    """One record as a sheet has it."""

    @property
    def is_change(self) -> bool: ...


D = TypeVar("D", bound=RowDraft)


@dataclass
class RowsPlan(Generic[D]):
    """All that an import would do, and tell.

    `waiting` are the rows that are part of an open proposal already (row number, id of the proposal); `amends` holds
    the open proposal that a draft, or a set of which it is the first, takes the place of, by its identity.
    """

    file_name: str
    sheet: str
    tally: Tally = field(default_factory=Tally, kw_only=True)
    drafts: list[D] = field(default_factory=list, kw_only=True)
    problems: list[Problem] = field(default_factory=list, kw_only=True)
    waiting: list[tuple[int, int]] = field(default_factory=list, kw_only=True)
    amends: dict[int, int] = field(default_factory=dict, kw_only=True)
    left_out: list[str] = field(default_factory=list, kw_only=True)
    unknown_columns: list[str] = field(default_factory=list, kw_only=True)

    @property
    def writes(self) -> list[D]:
        """The drafts of which anything is written."""
        return [draft for draft in self.drafts if draft.is_change]

    @property
    def is_change(self) -> bool:
        """Whether there is anything to write."""
        return any(draft.is_change for draft in self.drafts)

    @property
    def errors(self) -> list[Problem]:
        """The problems that keep rows out."""
        return [problem for problem in self.problems if problem.severity == "error"]

    def digested(self, *told: Any) -> str:
        """The digest of the counts and of what is told beside them."""
        return hashlib.blake2b(orjson.dumps([asdict(self.tally), *told]), digest_size=32).hexdigest()


def texts_of(values: Mapping[str, Any]) -> list[str]:
    """Values as they are told to a digest, in one order."""
    return sorted(f"{name} {value}" for name, value in values.items())
