"""What the forms on the page of a case hold, as they were sent, and what was wrong in them: nothing typed is lost."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_admin.babel import Translations
from wtforms import Form
from wtforms.meta import DefaultMeta

from admin.panel.inputs import DayField
from admin.words.labels import label
from tansiq.faults import Fault, Refused
from tansiq.language.cleaning import clean_lines

LONGEST_NOTE = 2_000


class PlainForm(Form):
    """A form that speaks the reader's language; the token against forged posts is asked of every post anyway."""

    class Meta(DefaultMeta):
        def get_translations(self, form: Any) -> Translations:
            return Translations()


class DueForm(PlainForm):
    """Until when a case should be settled; empty for no day."""

    due_on = DayField(label("due_on", "overlap_case"))


@dataclass(frozen=True)
class RefusedForm:
    """The form that was refused, by the name of its deed, with all that was wrong."""

    deed: str = ""
    faults: tuple[Fault, ...] = ()

    @classmethod
    def of(cls, deed: str, refusal: Refused) -> "RefusedForm":
        return cls(deed, tuple(refusal.faults))

    @property
    def texts(self) -> list[str]:
        """What was wrong, each once."""
        return list(dict.fromkeys(str(fault) for fault in self.faults))

    @property
    def status(self) -> int:
        """Of the answer: the page as it is, unless this was nothing for them to do."""
        return 403 if any(fault.code == "FORBIDDEN" for fault in self.faults) else 200

    def typed(self, deed: str, name: str) -> str:
        """What was typed into a field of a deed's form, if that is the one that was refused."""
        return request.form.get(name, "") if deed == self.deed else ""


def typed_text(name: str, most: int | None = None) -> str:
    """Lines of text that were sent, cleaned; cut where they are longer than a note may be."""
    text: str = clean_lines(request.form.get(name, "").replace("\x00", ""))
    return text if most is None else text[:most]
