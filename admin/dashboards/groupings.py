"""What a tile may group by and measure, as choices of a form, and how it is spelled.

"area:DISTRICT"    the area that a record lies in, at the level of districts
"starts_on:MONTH"  a day, month by month
"extra.12"         an own field
"""

from admin.current_viewer import viewer
from admin.words.defined_values import STEPS, step_text
from admin.words.labels import label
from tansiq.language.vocabulary import LEVEL_NAMES
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
