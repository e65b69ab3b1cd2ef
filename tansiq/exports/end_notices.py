"""The end of the writing of a long file is told to whoever ordered it, who may have closed the page since."""

from tansiq.language.words import say, say_count
from tansiq.models import ExportRun
from tansiq.notices.kinds import News, NoticeKind, register
from tansiq.notices.telling import tell

EXPORT_ENDED = register(
    NoticeKind(
        "EXPORT_ENDED",
        position=60,
        title=say("Long files"),
        events={"READY": say("Your file is ready"), "FAILED": say("Your file could not be written")},
        counted=lambda count: say_count("The writing of %(count)s long file ended",
                                        "The writing of %(count)s long files ended", count),
    )
)  # fmt: skip


def tell_end(run: ExportRun, state: str) -> None:
    """Tell the owner of a file that it came to this state, if the worker brought it there; part of that change."""
    if state in EXPORT_ENDED.events:
        tell(EXPORT_ENDED, [run.account_id], News(state, ExportRun, run.id))
