"""What was learned: how much each level of each field tells, and the odds of each way of meeting."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERSION = 1


@dataclass(frozen=True)
class Weights:
    """Natural logarithms: of likelihood ratios for levels of fields, of odds for ways (`Patterns.ways`)."""

    fields: Mapping[str, Mapping[int, float]]
    ways: Mapping[int, float]
    learned_from: Mapping[str, Any] = field(default_factory=dict)
    """Where they come from: what list, how many entries and pairs, on which day."""

    def written(self) -> str:
        """The weights as JSON, in an order that keeps differences readable."""
        kept = {
            "version": VERSION,
            "learned_from": dict(self.learned_from),
            "fields": {name: _rounded(told) for name, told in self.fields.items()},
            "ways": _rounded(self.ways),
        }
        return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _rounded(told: Mapping[int, float]) -> dict[str, float]:
    return {str(level): round(weight, 4) for level, weight in sorted(told.items())}


def read_weights(path: Path) -> Weights:
    """The weights kept in `path`; ValueError where they were written for another comparison, or it holds none."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    version = kept.get("version") if isinstance(kept, dict) else None
    if version != VERSION:
        raise ValueError(f"{path.name} holds weights of version {version}, not {VERSION}.")
    try:
        fields = {name: _numbered(told) for name, told in kept["fields"].items()}
        return Weights(fields=fields, ways=_numbered(kept["ways"]), learned_from=kept["learned_from"])
    except (KeyError, AttributeError, TypeError) as broken:
        raise ValueError(f"{path.name} holds no whole weights.") from broken


def _numbered(told: Mapping[str, float]) -> dict[int, float]:
    return {int(level): float(weight) for level, weight in told.items()}
