"""Whose desk the start page is, and what they do most often: the head of the page."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import url_for

from admin.current_viewer import viewer
from admin.following.asked import is_follower
from admin.panel.own_filter import own_text
from admin.panel.save_or_propose import may_act
from admin.words.naming import name_of
from tansiq.forms.to_fill import forms_in_use
from tansiq.forms.waiting import is_approver
from tansiq.language.words import Sentence, listed, say
from tansiq.models import Area, ImportRun, Intervention, Organization, ReachedFigure
from tansiq.policy.own_rows import has_own
from tansiq.policy.visibility import may, visible

NAMED = 3
"""How many areas and organisations are named; more are told by their number alone."""


class Shortcut(NamedTuple):
    """What a person does most often: how it is called, and its page."""

    title: Sentence
    address: str


class Desk(NamedTuple):
    """What the desk is about ("In my areas"), the names of just those, and the shortcuts."""

    about: str
    names: str
    shortcuts: list[Shortcut]


def desk() -> Desk:
    """The desk of whoever reads the page."""
    return Desk(own_text(), listed(list(_names())[:NAMED]) if has_own(viewer()) else "", list(_shortcuts()))


def _names() -> Iterator[str]:
    for model, ids in ((Area, viewer().area_ids), (Organization, viewer().organization_ids)):
        if ids:
            yield from (name_of(row) for row in visible(model, viewer()).where(model.id.in_(sorted(ids))).limit(NAMED))


def _shortcuts() -> Iterator[Shortcut]:
    if may_act("CREATE", Intervention):
        yield Shortcut(say("Add an intervention"), url_for("intervention.create_view"))
    if may(viewer(), "CREATE", ImportRun):
        yield Shortcut(say("Import a 5W workbook"), url_for("imports.new"))
    if may_act("CHANGE", ReachedFigure):
        yield Shortcut(say("Report this month"), url_for("month.index"))
    yield Shortcut(say("See what is covered"), url_for("coverage.index", within=_only_area()))
    yield from _of_forms()
    if has_own(viewer()):
        yield Shortcut(say("All my interventions"), url_for("intervention.index_view", mine="yes"))


def _of_forms() -> Iterator[Shortcut]:
    """What people of units and officers do with forms, where any is published."""
    if not is_follower(viewer()) or not forms_in_use(viewer()).exists():
        return
    if viewer().filled_unit_ids:
        yield Shortcut(say("Reports to fill in"), url_for("tofill.index"))
    if is_approver(viewer()):
        yield Shortcut(say("Reports to approve"), url_for("waiting.index"))
    yield Shortcut(say("Follow the forms"), url_for("following.index"))


def _only_area() -> int | None:
    """An officer of one area sees it first."""
    return next(iter(viewer().area_ids)) if len(viewer().area_ids) == 1 else None
