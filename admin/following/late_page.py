"""Who is late with a form, as a page and as a sheet: the unit, by how much, whom to call; and more time for some."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from admin.current_viewer import viewer
from admin.panel.list_export import Cell
from admin.panel.typed_day import TypedDay, typed_day
from admin.words.coded_fields import code_label
from admin.words.formatting import day_text
from admin.words.naming import name_of, paths_by_id
from tansiq.faults import Fault
from tansiq.forms.extending import MoreTime, Pair
from tansiq.forms.late import LateReport, Person, people_of, phones_of
from tansiq.language.digits import whole
from tansiq.language.words import gettext

AT_ONCE = 100
MOST_CHOSEN = 1_000
LONGEST_REASON = 1_000
"""Letters of a reason that are read; the domain says how many it keeps."""


@dataclass(frozen=True)
class LateLine:
    """What is late with whom to call: the telephone of the office, as far as the reader may know it, and people."""

    late: LateReport
    place: str
    phone: str = ""
    people: Sequence[Person] = ()

    @property
    def key(self) -> str:
        """What a tick names it by."""
        return f"{self.late.unit.id}:{self.late.period.key}"


def late_lines(late: Sequence[LateReport]) -> list[LateLine]:
    """Those reports with whom to call, in a few statements."""
    units = list({one.unit.id: one.unit for one in late}.values())
    people, phones = people_of(viewer(), units), phones_of(viewer(), units)
    places = paths_by_id({unit.area_id for unit in units}, viewer())
    return [
        LateLine(one, places.get(one.unit.area_id, ""), phones.get(one.unit.id, ""), people.get(one.unit.id, ()))
        for one in late
    ]


def titles() -> list[str]:
    """The heads of the columns of the sheet."""
    return [
        gettext("Administrative unit"), gettext("Kind of unit"), gettext("Area"), gettext("Period"), gettext("Due on"),
        gettext("Days late"), gettext("State"), gettext("Telephone of the office"), gettext("Fills it in"),
        gettext("Email Address"),
    ]  # fmt: skip


def rows(lines: Sequence[LateLine]) -> Iterator[list[Cell]]:
    """Its rows."""
    for line in lines:
        unit, stand = line.late.unit, line.late.stand
        yield [
            name_of(unit), code_label("unit_kind", unit.unit_kind), line.place, str(line.late.period.name),
            day_text(stand.days.due_on), stand.days_late, state_text(line.late), line.phone,
            gettext(", ").join(one.name for one in line.people),
            gettext(", ").join(one.email for one in line.people if one.email),
        ]  # fmt: skip


def state_text(late: LateReport) -> str:
    """Whether it was begun."""
    return code_label("report_state", late.stand.state) if late.stand.state else gettext("Not begun")


@dataclass(frozen=True)
class ExtensionForm:
    """What the form that gives more time holds: the reports that are ticked, the days, the reason, what is wrong."""

    chosen: frozenset[Pair] = frozenset()
    closes_on: TypedDay = field(default_factory=TypedDay)
    due_on: TypedDay = field(default_factory=TypedDay)
    reason: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def more(self) -> MoreTime:
        return MoreTime(self.closes_on.day, self.due_on.day, self.reason)

    @property
    def wrong(self) -> dict[str, str]:
        """By field: what is wrong with it; "" is said above the form."""
        unread = {"closes_on": self.closes_on.wrong, "due_on": self.due_on.wrong}
        return {**self.faults, **{name: text for name, text in unread.items() if text}}

    def is_chosen(self, line: LateLine) -> bool:
        """Whether a line is ticked."""
        return (line.late.unit.id, line.late.period.key) in self.chosen

    def with_faults(self, faults: Sequence[Fault]) -> "ExtensionForm":
        """The same with what the domain says is wrong."""
        told: dict[str, str] = {}
        for fault in faults:
            name = fault.field if fault.field in ("closes_on", "due_on", "reason") else ""
            told.setdefault(name, str(fault))
        return ExtensionForm(self.chosen, self.closes_on, self.due_on, self.reason, told)


def read_extension(given: Mapping[str, str], ticked: Sequence[str]) -> ExtensionForm:
    """What was sent; what of it is not understood is told."""
    pairs = (text.partition(":") for text in ticked[: MOST_CHOSEN + 1])
    chosen = frozenset((unit_id, key) for one, _, key in pairs if (unit_id := whole(one)) is not None)
    closes_on, due_on = (typed_day(given.get(name, "")) for name in ("closes_on", "due_on"))
    return ExtensionForm(chosen, closes_on, due_on, given.get("reason", "").strip()[:LONGEST_REASON])
