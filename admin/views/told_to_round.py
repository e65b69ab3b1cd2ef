"""New work that is entered from a report in a round (?round_report=12): the report keeps that it led to it."""

from flask import request

from admin.current_viewer import viewer
from admin.panel.save_or_propose import Told
from tansiq.faults import Refused
from tansiq.models import Intervention, Proposal, RoundReport
from tansiq.records import changes
from tansiq.rounds.new_work import note_new_work


def told_to_round(row: Intervention) -> Told | None:
    """What notes new work in the report that the address names; None where it names none that the viewer sees."""
    try:
        report = changes.find(viewer(), RoundReport, request.args.get("round_report", ""))
    except Refused:
        return None

    def told(proposal: Proposal | None) -> None:
        note_new_work(viewer(), report, row, proposal)

    return told
