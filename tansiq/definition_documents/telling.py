"""What a document of definitions brought, in words: a line a definition, answers counted by their list."""

from collections.abc import Iterable, Iterator, Sequence

from tansiq.definition_documents.taking import TakenOver
from tansiq.language.bilingual import pick
from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import N_, gettext, listed, ngettext
from tansiq.models import Choice
from tansiq.models.record_type import type_of

OUTCOMES = Vocabulary(
    "what became of a definition",
    ("NEW", N_("new"), N_("It was not here.")),
    ("CHANGED", N_("changed"), N_("It was here and says something else now.")),
    ("SAME", N_("as before"), N_("It was here already.")),
)


def lines(taken: Iterable[TakenOver]) -> Iterator[str]:
    """ "Field “Depth”: new", a line each but for answers, of which the new and the changed ones are counted."""
    answers: dict[str, int] = {}
    for one in taken:
        if isinstance(one.row, Choice):
            answers[one.outcome] = answers.get(one.outcome, 0) + 1
        else:
            yield line(one)
    for outcome, count in answers.items():
        said = ngettext("%(count)s answer", "%(count)s answers", count)
        yield gettext("%(what)s: %(outcome)s", what=said, outcome=OUTCOMES.label(outcome))


def line(one: TakenOver) -> str:
    """What became of one definition, with the columns that changed."""
    kind = type_of(type(one.row))
    called = "title" if "title_en" in one.row._meta.fields else "name"
    name = str(kind.name(one.row)) if kind.name else pick(one.row, called)
    what = gettext("%(kind)s “%(name)s”", kind=str(kind.one), name=name)
    said = gettext("%(what)s: %(outcome)s", what=what, outcome=OUTCOMES.label(one.outcome))
    return f"{said} ({listed(_columns(one))})" if one.outcome == "CHANGED" else said


def _columns(one: TakenOver) -> Sequence[str]:
    kind = type_of(type(one.row))
    return [str(kind.labels.get(name, name)) for name in one.columns]
