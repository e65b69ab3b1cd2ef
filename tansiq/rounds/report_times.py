"""Whether many reports in rounds were on time, at once."""

from collections.abc import Collection, Mapping
from typing import Any

from tansiq.forms.deadlines import Punctuality
from tansiq.models import Round, RoundReport
from tansiq.platform import clock
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.rounds.days import punctuality_of


def times_of_reports(viewer: Viewer, report_ids: Collection[int]) -> Mapping[int, Punctuality]:
    """By id of a report that `viewer` sees: whether it is or was on time, by the day on which it was first submitted;
    two statements, however many reports."""
    table: Any = RoundReport
    rows: Any = visible(RoundReport, viewer).where(among(table.id, id_list(report_ids)))
    told = list(rows.select(table.id, table.round, table.first_submitted_at).tuples())
    asked = id_list({round_id for _id, round_id, _at in told})
    rounds = {row.id: row for row in Round.select().where(among(Round.id, asked))}
    today = clock.today()
    return {row_id: punctuality_of(rounds[round_id], moment, today) for row_id, round_id, moment in told}
