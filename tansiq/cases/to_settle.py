"""The cases that are somebody's to settle: of an officer's areas, of a partner's organisations."""

from peewee import ModelSelect

from tansiq.cases.asking import CaseQuestion, cases_asked_for
from tansiq.language.case_vocabulary import OPEN_STATES
from tansiq.models import OverlapCase
from tansiq.policy.own_rows import is_own_row
from tansiq.policy.viewer import Viewer


def cases_to_settle(viewer: Viewer) -> "ModelSelect[OverlapCase]":
    """The viewer's own standing cases that are to be settled, best score first; all of whoever has no own ones."""
    query = cases_asked_for(viewer, CaseQuestion(states=OPEN_STATES))
    own = is_own_row(OverlapCase, viewer)
    return query if own is None else query.where(own)
