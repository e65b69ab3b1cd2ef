"""What a tile may group by and measure, as choices of a form, and how it is spelled.

"area:DISTRICT"    the area that a record lies in, at the level of districts
"starts_on:MONTH"  a day, month by month
"extra.12"         an own field
"""

from admin.current_viewer import viewer
from admin.following.asked_figures import item_name
from admin.words.defined_values import STEPS, step_text
from admin.words.labels import label
from tansiq.forms.asked_items import AskedItem, is_number, items_asked
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.language.words import gettext
from tansiq.models import TypeDefinition
from tansiq.models.dashboard_tile import BY_PERIOD
from tansiq.models.definitions import ENTRY, Holder, known
from tansiq.models.extra import extra_name
from tansiq.policy.entry_rule import knows
from tansiq.summaries import Grouping, Subject, groupings_of, measured_of
from tansiq.summaries.subjects import AREA, DAY

Choices = list[tuple[str, str]]


def grouping_choices(subject: Subject) -> Choices:
    """(spelling, words) of all that the reader may group records by."""
    found: Choices = []
    for name, offered in groupings_of(viewer(), subject).items():
        text = str(label(name, subject.kind.table))
        if offered.sort == AREA:
            found += [(f"{name}:{level}", f"{text}: {step_text(level)}") for level in LEVEL_NAMES[1:4]]
        elif offered.sort == DAY:
            found += [(f"{name}:{step}", f"{text}: {step_text(step)}") for step in STEPS]
        else:
            found.append((name, text))
    return found


def day_choices(subject: Subject) -> Choices:
    """(name, words) of the days that a period may be about."""
    offered = groupings_of(viewer(), subject)
    return [(name, str(label(name, subject.kind.table))) for name, one in offered.items() if one.sort == DAY]


def measured_choices(subject: Subject) -> Choices:
    """(name, words) of the numbers that may be measured."""
    return [(name, str(label(name, subject.kind.table))) for name in measured_of(viewer(), subject)]


def grouping_label(subject: Subject, grouping: Grouping) -> str:
    """What a grouping is called above a table."""
    return str(label(grouping.name, subject.kind.table))


def form_of(holder: Holder | None) -> TypeDefinition | None:
    """The form whose reports these records are, where the reader knows it; None where they are of none."""
    found = known().types.get(holder[1] or 0) if holder is not None and holder[0] == ENTRY else None
    return found if found is not None and found.is_form and knows(viewer(), found) else None


def item_choices(form: TypeDefinition) -> Choices:
    """(spelling, words) of the items of a form that have figures; of one that is not published yet, those it is to
    have."""
    own = [one for one in known().open_to_all(ENTRY) if one.holder == (ENTRY, int(form.id))]
    items = items_asked(form) or {one.number: AskedItem(one, known()) for one in own}
    return [(extra_name(number), item_name(item)) for number, item in items.items() if is_number(item)]


def form_groupings() -> Choices:
    """(spelling, words) of what figures of a form may be told by."""
    areas = [(f"area:{level}", f"{label('area', '')}: {step_text(level)}") for level in LEVEL_NAMES[1:3]]
    return [(BY_PERIOD, gettext("Over time")), *areas]
