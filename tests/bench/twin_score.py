"""The pairs that a person is told of as likely one, by the rule that speaks most for each, and how many are right.

A list is looked through as a register is: each body's mentions against those that share a word, a sound, a number.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tansiq.exchange.lookup.organization_evidence import OrganizationEvidence
from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.organization_likeness import SIGNS, likeness, mentioned
from tansiq.exchange.lookup.organization_mention import Mention
from tansiq.exchange.lookup.organization_twins import KeyedBodies
from tansiq.exchange.lookup.place_words import PlaceWords
from tansiq.twins.known_organizations import keys_of_entry

ALL = "ALL"
"""Stands for all rules together."""


@dataclass
class TwinScore:
    """Pairs of a list that are one body, told pairs by rule, and those of them that are right."""

    title: str
    same: int = 0
    told: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """The share of the told pairs that are one body."""
        return self.right[ALL] / self.told[ALL] if self.told[ALL] else 1.0

    @property
    def recall(self) -> float:
        """The share of the pairs of one body that are told."""
        return self.right[ALL] / self.same if self.same else 1.0


def twin_score(title: str, said: Sequence[tuple[str, Mention]], places: PlaceWords) -> TwinScore:
    """Tell the pairs of a list of (body, mention)."""
    found, evidence = TwinScore(title, _pairs(body for body, _ in said)), OrganizationEvidence(places)
    entries = [mentioned(mention) for _body, mention in said]
    keyed = KeyedBodies[int]()
    for number, entry in enumerate(entries):
        keyed.add(number, keys_of_entry(entry))
    for one, other in _near(entries, keyed):
        like = likeness(entries[one], entries[other], evidence)
        if like.is_likely:
            is_right = said[one][0] == said[other][0]
            for rule in (like.rule, ALL):
                found.told[rule] += 1
                found.right[rule] += is_right
    return found


def rule_table(scores: Iterable[TwinScore]) -> str:
    """The pairs told of every list, a line each rule, as a table of Markdown."""
    lines = ["| list | rule | told pairs | right | precision | recall |", "| --- | --- | ---: | ---: | ---: | ---: |"]
    for score in scores:
        for rule in (*SIGNS, ALL):
            if told := score.told[rule]:
                right = score.right[rule]
                recall = f"{score.recall:.3f}" if rule == ALL else ""
                lines.append(f"| {score.title} | {rule} | {told:,} | {right:,} | {right / told:.3f} | {recall} |")
    return "\n".join(lines)


def _near(entries: Sequence[OrganizationEntry], keyed: KeyedBodies[int]) -> set[tuple[int, int]]:
    near = ((one, other) for one, entry in enumerate(entries) for other in keyed.nearest(keys_of_entry(entry)))
    return {(min(pair), max(pair)) for pair in near if pair[0] != pair[1]}


def _pairs(bodies: Iterable[str]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(bodies).values())
