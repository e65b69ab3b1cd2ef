"""What may become of a rule that a ministry set, and what that changes for whom, told before it is done."""

from admin.panel.field_holders import holder_name
from admin.panel.field_states import lacking_told
from admin.panel.trial_told import TrialTold
from admin.panel.use_states import Step
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import RuleDefinition

_USED = Step(say("Publish"), say("Publish this rule?"), say("The rule is in use from now on."))
STEPS: dict[str, dict[str, Step]] = {
    "DRAFT": {"ACTIVE": _USED},
    "ACTIVE": {
        "RETIRED": Step(
            say("Retire"), say("Retire this rule?"), say("The rule is retired: nothing is asked by it any more.")
        ),
    },
    "RETIRED": {"ACTIVE": Step(say("Bring back"), say("Bring this rule back?"), say("The rule is in use again."))},
}
"""By state: the states that may follow."""

_EFFECTS: dict[str, Sentence] = {
    "REFUSE": say(
        "Where it does not hold, nobody saves or proposes such a record, in forms, in files and by programs."
    ),
    "WARN": say("Where it does not hold, whoever saves such a record gives a reason first, which its history keeps."),
    "NOTE": say("Where it does not hold, the page of the record says so; everybody may save it."),
}


def told_effects(rule: RuleDefinition, to: str, trial: TrialTold) -> list[str]:
    """What changes for whom when a rule gets into the state `to`, a sentence each."""
    if to == "RETIRED":
        return [
            gettext("Nothing is refused, asked or told by it any more."),
            gettext("It can be brought back at any time."),
        ]
    told = [
        gettext("It holds for all records of this kind: %(kind)s.", kind=holder_name(rule.holder)),
        str(_EFFECTS[rule.rule_severity]),
        gettext("Where something is missing that it rests on, it is not asked."),
        *trial.sentences(),
    ]
    return told + lacking_told(lacking(rule))


def lacking(rule: RuleDefinition) -> dict[str, list[str]]:
    """By language ("ar", "en"): its message, where it stands in the other one alone."""
    return {code: [] if getattr(rule, f"message_{code}") else [gettext("the message")] for code in ("ar", "en")}
