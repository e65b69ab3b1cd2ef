"""Coded words of surveys: who may answer one, and by which link; how feedback stands."""

from tansiq.language.vocabulary import Vocabulary
from tansiq.language.words import N_

LINK_KINDS = Vocabulary(
    "kind of link",
    # Translators: One address of a survey, the same for everybody.
    ("OPEN", N_("One address for all"), N_("Whoever has the address may answer.")),
    # Translators: Whoever answers a survey gives an e-mail address, and is mailed a link for one answer.
    (
        "MAIL",
        N_("A link by mail for whoever asks"),
        N_("Whoever has the address may answer, once for each mail address."),
    ),
    # Translators: An address of a survey that is made for one participant and holds for one answer.
    (
        "ONE_TIME",
        N_("A link for each participant"),
        N_("Each link takes one answer, such as of those who were trained."),
    ),
    # Translators: A code that is printed on paper and typed in by whoever answers a survey.
    ("PAPER", N_("A code on paper"), N_("Each code is typed in once, by people whose mail you do not have.")),
)

FEEDBACK_STATES = Vocabulary(
    "state of feedback",
    ("WAITING", N_("Waiting for a reply"), N_("There is time until the day on which it is due.")),
    ("LATE", N_("Late"), N_("The day on which a reply was due is over.")),
    ("REPLIED", N_("Replied to"), N_("Whoever sent it finds the reply by their code, or in their mail.")),
    # Translators: Whoever sent feedback wishes no reply to it.
    ("NOT_ASKED", N_("No reply wished"), N_("Whoever sent it waits for nothing.")),
)
