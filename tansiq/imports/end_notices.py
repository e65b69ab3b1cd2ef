"""The end of what the worker does with a workbook is told to whoever sent it."""

from tansiq.language.words import say, say_count
from tansiq.models import ImportRun
from tansiq.models.record import now
from tansiq.notices.kinds import News, NoticeKind, register
from tansiq.notices.telling import tell

IMPORT_ENDED = register(
    NoticeKind(
        "IMPORT_ENDED",
        position=50,
        title=say("Imports that ended"),
        events={
            "UNREADABLE": say("Your workbook could not be read"),
            "READY": say("Your workbook was compared with the register, and waits for you"),
            "NOT_COMPARED": say("Your workbook could not be compared with the register"),
            "ENTERED": say("Your workbook was entered"),
            "NOT_ENTERED": say("Your workbook was not entered"),
        },
        counted=lambda count: say_count("%(count)s step of your imports ended",
                                        "%(count)s steps of your imports ended", count),
    )
)  # fmt: skip

_ENDS = {
    ("READING", "FAILED"): "UNREADABLE",
    ("READING", "PLANNED"): "READY",
    ("PLANNING", "PLANNED"): "READY",
    ("PLANNING", "UNDERSTOOD"): "NOT_COMPARED",
    ("APPLYING", "APPLIED"): "ENTERED",
    ("APPLYING", "PLANNED"): "NOT_ENTERED",
}
"""By the state before and after: what came to its end. Reading a sheet takes seconds and is watched; what was entered
is taken back by whoever waits for it."""


def tell_end(run: ImportRun, before: str, after: str) -> None:
    """Tell the sender what a change of state ended, if anything; part of the transaction of that change."""
    event = _ENDS.get((before, after))
    if event and run.account_id is not None:
        tell(IMPORT_ENDED, [run.account_id], News(event, ImportRun, run.id, f"{now().isoformat()} {event}"))
