"""What may become of a field that a ministry defined, and what that changes for whom, told before it is done."""

from admin.current_viewer import viewer
from admin.panel.field_holders import holder_name, records_of
from admin.panel.use_states import Step
from tansiq.language.words import gettext, listed, ngettext, say
from tansiq.models import FieldDefinition
from tansiq.records.extra_sql import is_known

_BACK = Step(say("Bring back"), say("Bring this field back?"), say("The field is in use again."))
STEPS: dict[str, dict[str, Step]] = {
    "DRAFT": {
        "ACTIVE": Step(
            say("Publish"), say("Publish this field?"), say("The field is in use: forms offer it from now on.")
        ),
    },
    "ACTIVE": {
        "RETIRED": Step(
            say("Retire"), say("Retire this field?"), say("The field is retired. What was entered stays readable.")
        ),
    },
    "RETIRED": {"ACTIVE": _BACK},
}
"""By state: the states that may follow."""


def told_effects(one: FieldDefinition, to: str, lacking: dict[str, list[str]]) -> list[str]:
    """What changes for whom when a field gets into the state `to`, a sentence each."""
    records = records_of(one.holder)
    total, holding = records.count(), records.where(is_known(records.model, one)).count()
    # How many hold something personal is told to whoever may read it of each.
    is_counted = not one.is_personal or viewer().is_admin
    if to == "RETIRED":
        return _effects_of_retiring(holding if is_counted else None)
    told = [
        gettext("Forms and pages of these records have it from now on: %(kind)s.", kind=holder_name(one.holder)),
        _readers(one),
    ]
    if one.is_required and is_counted:
        told.append(
            ngettext(
                "It has to be filled. %(count)s record lacks it: it is asked for when that is next changed.",
                "It has to be filled. %(count)s records lack it: it is asked for when one of them is next changed.",
                total - holding,
            )
        )
    return told + lacking_told(lacking)


def lacking_told(lacking: dict[str, list[str]]) -> list[str]:
    """What has no words in one of the languages, a sentence a language."""
    texts = {
        "ar": say("Not yet in Arabic: %(names)s. Readers of Arabic see it in English."),
        "en": say("Not yet in English: %(names)s. Readers of English see it in Arabic."),
    }
    return [gettext(texts[code].text, names=listed(dict.fromkeys(names))) for code, names in lacking.items() if names]


def _effects_of_retiring(holding: int | None) -> list[str]:
    told = ngettext(
        "%(count)s record holds something in it: that stays on its page, and in its history.",
        "%(count)s records hold something in it: that stays on their pages, and in their histories.",
        holding or 0,
    )
    kept = [] if holding is None else [told]
    return [gettext("Forms and lists no longer offer it."), *kept, gettext("It can be brought back at any time.")]


def _readers(one: FieldDefinition) -> str:
    if one.is_personal:
        return gettext("It is personal: administrators and the officers in charge of a record read it, nobody else.")
    if one.is_published:
        return gettext("Everybody who reads such a record reads it, portals too.")
    return gettext("Whoever signed in reads it; portals and the public do not.")
