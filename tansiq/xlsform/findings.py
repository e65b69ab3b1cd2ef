"""What is found while a form is read: faults, which refuse it, and notes of what is left out, each at its cell."""

from dataclasses import dataclass, field

from tansiq.definition_documents.document import at
from tansiq.faults import Fault
from tansiq.language.words import Sentence, say


@dataclass
class Findings:
    """Both in the order in which they were found; a place is "survey!F12"."""

    faults: list[Fault] = field(default_factory=list)
    notes: list[Sentence] = field(default_factory=list)

    def wrong(self, place: str, code: str, sentence: Sentence) -> None:
        """Something that has to be corrected."""
        self.faults.append(at(place, code, sentence))

    def note(self, place: str, sentence: Sentence) -> None:
        """Something that is left out, or taken otherwise than it is meant."""
        self.notes.append(say("%(place)s: %(fault)s", place=place, fault=sentence))
