"""Refusals are data: a stable code, the field they are about, and a sentence in the reader's language."""

from dataclasses import dataclass

from tansiq.language.words import Sentence


@dataclass(frozen=True)
class Fault:
    """One thing wrong: `code` for machines, `field` ("" for the whole row) and a sentence for people."""

    code: str
    field: str
    sentence: Sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Refused(Exception):  # noqa: N818  A refusal is an answer, not an error.
    """The change was not made; nothing was written. `faults` says why, all at once."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{fault.code}({fault.field})" for fault in faults))
        self.faults = faults

    @property
    def code(self) -> str:
        """The code of the first fault: FORBIDDEN, NOT_FOUND, INVALID, CHANGED_MEANWHILE, REFERRED_TO ..."""
        return self.faults[0].code
