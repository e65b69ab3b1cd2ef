"""How much an overlap weighs in this register: one row that administrators change; without one the defaults hold."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from peewee import Check, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.words import Sentence, say
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register

PLACES = ("country", "governorate", "district", "subdistrict", "settlement")
"""The weights of places by the level of the coarser of the two (0-4), the finest last."""
LIKENESS = ("activity", "population_group", "modality")
"""The parts of likeness."""
LIMITS = ("opens_case", "clear", "strong")
"""From which score on a pair opens a case, is clear, and is strong."""
TWENTIETHS = 20
"""What the parts of likeness add up to."""
MOST = 100


class OverlapWeights(Record):
    """The weights and limits of the score (tansiq.duplication.weights): places and limits in hundredths (0-100), the
    parts of likeness in twentieths. `note` says why they were changed last."""

    country = IntegerField(default=5)
    governorate = IntegerField(default=20)
    district = IntegerField(default=50)
    subdistrict = IntegerField(default=80)
    settlement = IntegerField(default=100)
    activity = IntegerField(default=10)
    population_group = IntegerField(default=6)
    modality = IntegerField(default=4)
    opens_case = IntegerField(default=25)
    clear = IntegerField(default=25)
    strong = IntegerField(default=50)
    note = TextField()

    class Meta:
        constraints = [
            Check("0 <= country AND country <= governorate AND governorate <= district"),
            Check("district <= subdistrict AND subdistrict <= settlement AND settlement <= 100"),
            Check("activity >= 0 AND population_group >= 0 AND modality >= 0"),
            Check("activity + population_group + modality = 20"),
            Check("0 < clear AND clear < strong AND strong <= 100"),
            Check("0 < opens_case AND opens_case <= strong"),
        ]

    def faults(self) -> Iterator[Fault]:
        yield from self._faults_of_places()
        yield from self._faults_of_likeness()
        yield from self._faults_of_limits()

    def _faults_of_places(self) -> Iterator[Fault]:
        yield from self._out_of(0, MOST, PLACES, say("Enter a whole number from 0 to 100."))
        for larger, smaller in pairwise(PLACES):
            if self._is_more(larger, smaller):
                yield Fault("OUT_OF_RANGE", larger, say("A larger place may not weigh more than a smaller one."))

    def _faults_of_likeness(self) -> Iterator[Fault]:
        yield from self._out_of(0, TWENTIETHS, LIKENESS, say("Enter a whole number from 0 to 20."))
        parts = [getattr(self, name) for name in LIKENESS]
        if None not in parts and min(parts) >= 0 and sum(parts) != TWENTIETHS:
            text = say("Activity, people and modality add up to 20 together, not to %(sum)s.", sum=sum(parts))
            yield Fault("OUT_OF_RANGE", LIKENESS[0], text)

    def _faults_of_limits(self) -> Iterator[Fault]:
        yield from self._out_of(1, MOST, LIMITS, say("Enter a whole number from 1 to 100."))
        if self.clear == self.strong or self._is_more("clear", "strong"):
            yield Fault("OUT_OF_RANGE", "strong", say("A strong overlap begins above a clear one."))
        if self._is_more("opens_case", "strong"):
            yield Fault("OUT_OF_RANGE", "opens_case", say("What is strong opens a case: begin at its limit or below."))

    def _out_of(self, least: int, most: int, names: Sequence[str], text: Sentence) -> Iterator[Fault]:
        for name in names:
            value = getattr(self, name)
            if value is not None and not least <= value <= most:
                yield Fault("OUT_OF_RANGE", name, text)

    def _is_more(self, name: str, than: str) -> bool:
        """Whether a number is more than another; what is not known yet is told by its own field."""
        one, other = getattr(self, name), getattr(self, than)
        return one is not None and other is not None and one > other


register(
    RecordType(
        model=OverlapWeights,
        # Translators: How much place, kind of work, people and modality count in the score of an overlap.
        one=say("Weights of the score"),
        many=say("Weights of the score"),
        rule="officers",
        writers="administrators",
        position=99,
        has_pages=False,
        name=lambda row: say("Weights of the score"),
        labels={
            "country": say("A whole country"),
            "governorate": say("A whole governorate"),
            "district": say("A whole district"),
            "subdistrict": say("A whole sub-district"),
            "settlement": say("One settlement"),
            "activity": say("Same activity"),
            "population_group": say("Same people"),
            "modality": say("Same modality"),
            "opens_case": say("Opens a case from"),
            "clear": say("Clear from"),
            "strong": say("Strong from"),
            "note": say("Why they were changed"),
        },
    )
)
