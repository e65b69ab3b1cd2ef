"""What is told of an intervention while it is entered: overlaps, a place nearby that needs it more, items of plans."""

from typing import NamedTuple

from admin.overlaps.form_warnings import OverlapWarnings, overlap_warnings
from admin.overlaps.warned_of import sent_warning, signed
from admin.words.formatting import figure, number_text
from admin.words.naming import full_names, name_of
from tansiq import intervention_entry
from tansiq.cases.avoided import strongest
from tansiq.cases.checking import gaps_beside
from tansiq.cases.gaps_nearby import NearbyGap
from tansiq.intervention_entry import Entry
from tansiq.language.words import ngettext
from tansiq.models import PlanItem
from tansiq.policy.viewer import Viewer


class Nearby(NamedTuple):
    """The nearest place whose people in need nobody reaches, and how it is written in the field of an area."""

    gap: NearbyGap
    chosen: str

    @property
    def sentence(self) -> str:
        """Where it is, how far, and how many people."""
        people, place = figure(self.gap.people_uncovered), name_of(self.gap.area)
        if self.gap.kilometres is None:
            return ngettext(
                "In %(place)s, one person in need is reached by nobody.",
                "In %(place)s, %(count)s people in need are reached by nobody.",
                people,
                place=place,
            )
        return ngettext(
            "In %(place)s, about %(distance)s km from here, one person in need is reached by nobody.",
            "In %(place)s, about %(distance)s km from here, %(count)s people in need are reached by nobody.",
            people,
            place=place,
            distance=number_text(max(1, round(self.gap.kilometres))),
        )


class WhileFilling(NamedTuple):
    """What is told; `warned` is the strongest overlap told of so far, signed, "" where none was clear."""

    found: OverlapWarnings
    nearby: Nearby | None
    items: list[PlanItem]
    warned: str


def while_filling(viewer: Viewer, entry: Entry) -> WhileFilling:
    """All of it for an entry as a form holds it; the gap where something would be done twice. Nothing is written."""
    found = overlap_warnings(viewer, entry)
    warned = strongest(found.overlaps, sent_warning())
    items = intervention_entry.items_to_offer(viewer, entry)
    return WhileFilling(found, _nearby(viewer, entry) if found.others else None, items, signed(warned))


def _nearby(viewer: Viewer, entry: Entry) -> Nearby | None:
    places = {site.area_id for site in entry.sites if site.area_id}
    found = gaps_beside(viewer, entry.intervention, places, 1)
    return Nearby(found[0], full_names([found[0].area], viewer)[found[0].area.id]) if found else None
