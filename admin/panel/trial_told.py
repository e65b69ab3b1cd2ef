"""What a trial of a rule found, as its page tells it."""

from dataclasses import dataclass, field

from markupsafe import Markup

from admin.words.formatting import number_text
from tansiq.language.words import gettext, ngettext
from tansiq.records.rule_trials import Tried


@dataclass(frozen=True)
class TrialTold:
    """What a trial found. `first` and `last` are records, each with a link, `last` with whether it keeps the rule;
    `address` leads to the list of all that break it. Nothing of these for whoever may not see what it rests on."""

    is_allowed: bool = False
    kind: str = ""
    tried: Tried = field(default_factory=lambda: Tried(0, 0))
    first: list[Markup] = field(default_factory=list)
    last: list[tuple[Markup, str]] = field(default_factory=list)
    address: str = ""

    def sentences(self) -> list[str]:
        """How many break it, in words."""
        if not self.is_allowed:
            return [gettext("It rests on personal data: administrators alone are told which records break it.")]
        if not self.tried.broken:
            return [gettext("Every record that it can be asked of keeps it now.")]
        return [
            ngettext(
                "%(count)s record of %(asked)s breaks it now. It stays until what the rule rests on changes.",
                "%(count)s records of %(asked)s break it now. They stay until what the rule rests on changes.",
                self.tried.broken,
                asked=number_text(self.tried.asked),
            )
        ]
