"""Asking for figures in tests, by the names of what they are grouped by."""

from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models.definitions import Holder
from tansiq.policy.viewer import Viewer
from tansiq.summaries import Grouping, Summary, SummaryQuestion, subject_of, summarize

ORGANIZATIONS: Holder = ("organization", None)


def ask(viewer: Viewer, holder: Holder, *by: str, **asked: Any) -> Summary:
    """Figures by "name" or "name:STEP"."""
    subject = subject_of(viewer, holder)
    assert subject is not None
    groupings = tuple(Grouping(*one.split(":")) for one in by)
    return summarize(viewer, SummaryQuestion(subject, groupings, **asked))


def counted(summary: Summary) -> dict[Any, int]:
    """By codes of the keys, one alone or all of them: how many rows."""
    found = {tuple(key.code for key in group.keys): group.count for group in summary.groups}
    return {keys[0] if len(keys) == 1 else keys: count for keys, count in found.items()}


def refused(viewer: Viewer, holder: Holder, *by: str, **asked: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        ask(viewer, holder, *by, **asked)
    return [(fault.code, fault.field) for fault in refusal.value.faults]
