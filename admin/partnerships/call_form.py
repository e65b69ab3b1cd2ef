"""The form of a call, and that by which an organisation is invited."""

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_admin.babel import Translations
from wtforms import Form
from wtforms.meta import DefaultMeta

from admin.panel.inputs import DayField, ParagraphField
from admin.panel.lookups import Lookup, ReferenceField
from admin.words.labels import label
from tansiq.faults import Fault
from tansiq.language.words import gettext
from tansiq.models import Organization


class PlainForm(Form):
    """A form that speaks the reader's language; the token against forged posts is asked of every post anyway."""

    class Meta(DefaultMeta):
        def get_translations(self, form: Any) -> Translations:
            return Translations()


class CallForm(PlainForm):
    """What is asked, in words, and from when until when it is answered."""

    text_ar = ParagraphField(label("text_ar", "call"))
    text_en = ParagraphField(label("text_en", "call"))
    opens_on = DayField(label("opens_on", "call"))
    closes_on = DayField(label("closes_on", "call"))

    def values(self) -> dict[str, Any]:
        """The columns of a call."""
        texts = {name: self._fields[name].data or "" for name in ("text_ar", "text_en")}
        return {**texts, "opens_on": self.opens_on.data, "closes_on": self.closes_on.data}

    def tell(self, rest: Iterable[str], faults: Iterable[Fault]) -> list[str]:
        """Put what is wrong beside the fields; the texts of all else."""
        told = set()
        for fault in faults:
            if fault.field in self._fields:
                field = self._fields[fault.field]
                field.errors = [*field.errors, str(fault)]
                told.add(str(fault))
        return [text for text in rest if text not in told]


class InviteForm(PlainForm):
    """Whom to ask."""

    organization = ReferenceField(label("organization"), Lookup("organization", Organization))
    note = ParagraphField(label("note", "call_invitation"))


def invite_form() -> InviteForm:
    """The form as it was sent, or with the organisation that a link of the suggestions names."""
    given = request.form if request.method == "POST" and "note" in request.form else request.args
    form = InviteForm(given if "organization" in given else None)
    form.note.label.text = gettext("What you write to this organisation alone")
    return form
