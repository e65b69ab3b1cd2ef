"""Coded words: each a stable code, a label and a sentence that says when to use it.

Codes are stored, exchanged and compared; labels and sentences are translated through the catalogues.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tansiq.language.words import LANGUAGES, N_, gettext, own_name


@dataclass(frozen=True)
class Word:
    """One coded word: its code, and the English of its label and of the sentence that explains it."""

    code: str
    label: str
    sentence: str


class Vocabulary:
    """An ordered, closed list of words, looked up by code."""

    def __init__(self, name: str, *words: tuple[str, str, str]) -> None:
        self.name = name
        self._words = {code: Word(code, label, sentence) for code, label, sentence in words}

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words.values())

    def __contains__(self, code: object) -> bool:
        return code in self._words

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._words)

    def label(self, code: str | None) -> str:
        """The label of `code` in the language now spoken; an unknown code is shown as it is."""
        word = self._words.get(code or "")
        return gettext(word.label) if word else (code or "")

    def text_of(self, code: str) -> str:
        """The English of the label of `code`, to be said later; an unknown code is shown as it is."""
        word = self._words.get(code)
        return word.label if word else code

    def choices(self) -> list[tuple[str, str]]:
        """(code, label) pairs in the language now spoken, for drop-down lists."""
        return [(word.code, gettext(word.label)) for word in self]

    def check(self, column: str) -> str:
        """The SQL condition that `column` holds one of these codes (or nothing)."""
        return f"{column} IN ({', '.join(repr(code) for code in self._words)})"


LEVEL_NAMES = ("COUNTRY", "GOVERNORATE", "DISTRICT", "SUBDISTRICT", "SETTLEMENT")
"""Codes of the levels of areas; the position of a code is the number stored on the row (0-4)."""

LEVELS = Vocabulary(
    "level",
    ("COUNTRY", N_("Country"), N_("The whole country.")),
    ("GOVERNORATE", N_("Governorate"), N_("The first level below the country: governorate, region.")),
    ("DISTRICT", N_("District"), N_("The second level: district, mudiriya, markaz, cercle.")),
    ("SUBDISTRICT", N_("Sub-district"), N_("The third level: sub-district, uzla, nahiya, commune.")),
    ("SETTLEMENT", N_("Settlement"), N_("A village, neighbourhood, camp or site within a sub-district.")),
)

STATUSES = Vocabulary(
    "status",
    ("PLANNED", N_("Planned"), N_("Decided, not begun.")),
    ("ONGOING", N_("Ongoing"), N_("Being carried out now.")),
    ("COMPLETED", N_("Completed"), N_("Carried out to its end.")),
    ("SUSPENDED", N_("Suspended"), N_("Begun, stopped for the time being.")),
    ("CANCELLED", N_("Cancelled"), N_("Given up; it counts neither as presence nor as overlap.")),
)

MODALITIES = Vocabulary(
    "modality",
    ("IN_KIND", N_("In kind"), N_("Goods are handed over.")),
    ("CASH", N_("Cash"), N_("Money is handed over.")),
    ("VOUCHER", N_("Voucher"), N_("Vouchers for goods or services are handed over.")),
    ("SERVICE", N_("Service"), N_("A service is rendered: treatment, teaching, advice.")),
    ("MIXED", N_("Mixed"), N_("Several ways together.")),
)

ORGANIZATION_KINDS = Vocabulary(
    "organization kind",
    ("UN", N_("United Nations"), N_("An agency, fund or programme of the United Nations.")),
    ("INGO", N_("International NGO"), N_("A non-governmental organisation seated abroad.")),
    ("NNGO", N_("National NGO"), N_("A non-governmental organisation of the country.")),
    ("ASSOCIATION", N_("Association"), N_("A registered association.")),
    ("COOPERATIVE", N_("Cooperative"), N_("A registered cooperative.")),
    ("UNION", N_("Union"), N_("A union of associations or of a profession.")),
    ("FOUNDATION", N_("Foundation"), N_("A registered foundation.")),
    ("INITIATIVE", N_("Initiative"), N_("A community or youth initiative, registered or not.")),
    ("WOMEN_GROUP", N_("Women's group"), N_("A group that women founded and lead, registered or not.")),
    ("GOVERNMENT", N_("Government office"), N_("A ministry, authority or office of the state.")),
    ("DONOR", N_("Donor"), N_("A body that pays and does not carry out.")),
    ("RED_CROSS_CRESCENT", N_("Red Cross and Red Crescent"), N_("A member of the movement.")),
    ("ACADEMIC", N_("Academic"), N_("A university, school or research centre.")),
    ("PRIVATE", N_("Private company"), N_("A company or enterprise.")),
    ("OTHER", N_("Other"), N_("None of the above, or not known.")),
)

THIRD_SECTOR = (
    *("INGO", "NNGO", "ASSOCIATION", "COOPERATIVE", "UNION", "FOUNDATION", "INITIATIVE", "WOMEN_GROUP"),
    "RED_CROSS_CRESCENT",
)
"""The kinds of organisations that are neither of a state nor of the United Nations nor for profit."""

LEGAL_STATUSES = Vocabulary(
    "legal status",
    ("ACTIVE", N_("Active"), N_("A licence is known and in force.")),
    ("LICENCE_EXPIRED", N_("Licence expired"), N_("The last day of the last licence known is past.")),
    ("NO_LICENCE", N_("No licence known"), N_("Nobody has entered a licence.")),
    ("SUSPENDED", N_("Suspended"), N_("An authority has suspended the organisation.")),
    ("DISSOLVED", N_("Dissolved"), N_("The organisation exists no more.")),
)

DOCUMENT_KINDS = Vocabulary(
    "document kind",
    ("LICENCE", N_("Licence"), N_("A licence, or its renewal.")),
    ("REGISTRATION_CERTIFICATE", N_("Certificate of registration"), N_("What the office gave at registration.")),
    ("BYLAWS", N_("Bylaws"), N_("The rules that the organisation gave itself.")),
    ("BOARD_MINUTES", N_("Minutes of the board"), N_("Minutes of a meeting or of an election.")),
    ("FINANCIAL_REPORT", N_("Financial report"), N_("Accounts, audited or not.")),
    ("OTHER", N_("Other document"), N_("None of the above.")),
)

PROGRAMS = Vocabulary(
    "program",
    ("operator", N_("Whoever runs the server"), N_("A command on the server itself.")),
    ("reference tables", N_("Reference tables"), N_("The loading of areas, sectors and code lists.")),
    ("demonstration", N_("Demonstration"), N_("The loading of the invented register.")),
    ("retention", N_("Retention of personal data"), N_("What was kept long enough is struck out.")),
)
"""The names under which no person but a program changes the register."""

EXPORT_STATES = Vocabulary(
    "export state",
    ("WAITING", N_("Being written"), N_("The worker writes the file.")),
    ("READY", N_("Ready"), N_("The file can be saved.")),
    ("FAILED", N_("Not written"), N_("The file could not be written.")),
    ("CANCELLED", N_("Cancelled"), N_("Whoever ordered the file wanted it no more.")),
    ("REMOVED", N_("Removed"), N_("The file was removed after its time.")),
)

PARTNER_ROLES = Vocabulary(
    "partner role",
    ("FUNDING", N_("Funding"), N_("Pays for the intervention.")),
    ("PROGRAMMING", N_("Programming"), N_("Leads and answers for the intervention.")),
    ("IMPLEMENTING", N_("Implementing"), N_("Carries out part of the intervention on the ground.")),
)

DECISIONS = Vocabulary(
    "overlap decision",
    ("DUPLICATE", N_("Duplicate"), N_("The same thing is done twice and one side must change.")),
    ("COMPLEMENTARY", N_("Complementary"), N_("Both are needed; they complete each other.")),
    ("SAME_PROJECT", N_("Same project"), N_("Both rows tell of one and the same project.")),
    ("NOT_SAME", N_("Not the same"), N_("They only look alike: it is not the same work.")),
    ("LATER", N_("Decide later"), N_("Looked at, not decided; the pair stays on the list.")),
)

COVERAGE_DIMENSIONS = Vocabulary(
    "coverage dimension",
    ("SECTOR", N_("Sector"), N_("A cell for every area and sector, empty ones included.")),
    ("POPULATION_GROUP", N_("Population group"), N_("A cell for every group of people for whom something is known.")),
    ("ORGANIZATION_KIND", N_("Kind of organisation"), N_("A cell for every kind of organisation that is present.")),
)

COVERAGE_STATES = Vocabulary(
    "coverage state",
    ("NO_PRESENCE", N_("No presence"), N_("No organisation works here.")),
    ("PRESENCE_WITHOUT_REPORT", N_("No report"), N_("Organisations work here; none reported people reached.")),
    ("PLANNED_ONLY", N_("Planned only"), N_("Work is planned here; none has begun.")),
    ("UNDER_REACHED", N_("Under-reached"), N_("Fewer people are reached than targeted, or than are in need.")),
    ("COVERED", N_("Covered"), N_("As many people are reached as targeted, or as are in need.")),
    ("OVER_REACHED", N_("Over-reached"), N_("More people are reported reached than targeted, or than are in need.")),
    ("NO_NEED_DATA", N_("No need data"), N_("People are reached; neither a target nor a need is known.")),
)

ACTS = Vocabulary(
    "act",
    ("READ", N_("Read"), N_("See the record.")),
    ("CREATE", N_("Create"), N_("Enter a new record.")),
    ("CHANGE", N_("Change"), N_("Change a record.")),
    ("ARCHIVE", N_("Archive"), N_("Take a record out of lists without deleting it.")),
    ("RESTORE", N_("Restore"), N_("Bring an archived record back.")),
)

FACES = Vocabulary(
    "face",
    ("PANEL", N_("Back office"), N_("Entered in the back office.")),
    ("GRAPHQL", N_("GraphQL"), N_("Sent by a portal.")),
    ("IMPORT", N_("Import"), N_("Read from a workbook.")),
    ("COMMAND", N_("Command line"), N_("Entered by a command on the server.")),
)

BATCH_KINDS = Vocabulary(
    "batch kind",
    ("ARCHIVE", N_("Archived together"), N_("Several records were archived at once.")),
    ("RESTORE", N_("Restored together"), N_("Several archived records were brought back at once.")),
    ("CHANGE", N_("Changed together"), N_("Several records were changed at once.")),
    ("IMPORT", N_("Imported"), N_("A workbook was imported.")),
    ("UNDO", N_("Taking back"), N_("A batch was taken back.")),
)

DEEDS = Vocabulary(
    "deed over many records",
    ("ARCHIVE", N_("Archive"), N_("Take the chosen records out of lists without deleting them.")),
    ("RESTORE", N_("Restore"), N_("Bring the chosen records back.")),
    ("PUBLISH", N_("Publish"), N_("Show the chosen records to everybody.")),
    ("WITHDRAW", N_("Withdraw from publication"), N_("Show the chosen records to those who enter them alone.")),
    # Translators: What is done to a name that an import taught: from now on it is a name of its area.
    ("ACCEPT", N_("Accept the name"), N_("Let the chosen names be other names of their areas.")),
    ("REJECT", N_("Reject the name"), N_("Never read the chosen names as these areas again.")),
    ("REOPEN", N_("Review again"), N_("Take back what was decided on the chosen names.")),
)

ROLES = Vocabulary(
    "role",
    ("ADMIN", N_("Ministry administrator"), N_("Reads and changes everything.")),
    ("OFFICER", N_("Officer"), N_("Reads, enters and approves what lies in the areas they are in charge of.")),
    ("PARTNER", N_("Partner"), N_("Reads what an organisation has entered, and proposes changes on its behalf.")),
    ("AUDITOR", N_("Auditor"), N_("Reads everything but personal data, the history included; changes nothing.")),
    ("ANONYMOUS", N_("Anonymous reader"), N_("Reads what is published.")),
)

SCOPES = Vocabulary(
    "scope",
    ("registry:read", N_("Read the register"), N_("Organisations, projects, interventions and their sites.")),
    ("plans:read", N_("Read plans and needs"), N_("Needs, plans with their items, demands and commitments.")),
    ("coverage:read", N_("Read coverage"), N_("Figures of what is covered, not the records behind them.")),
    ("statistics:read", N_("Read statistics"), N_("Administrative units and what they report periodically.")),
    (
        "statistics:write",
        N_("Send reports"),
        N_("Reports of the administrative units within its limits; it reads those that are not approved yet, too."),
    ),
    (
        "rounds:read",
        N_("Read reporting rounds"),
        N_("Rounds, who reported in them and when, never what was only drafted."),
    ),
    ("records:read", N_("Read own registers"), N_("The entries of the record types that the ministry defined.")),
    ("duplication:read", N_("Read overlaps"), N_("Pairs of interventions that may do the same twice.")),
    (
        "duplication:write",
        N_("Take part in cases of duplication"),
        N_("Write, arrange and answer for the organisations of its limits."),
    ),
    (
        "proposals:write",
        N_("Propose changes"),
        N_("Send proposals that an officer reviews; nothing is published at once."),
    ),
)
"""What a portal may be allowed to ask, each by itself."""

PROPOSAL_STATES = Vocabulary(
    "proposal state",
    ("UNCONFIRMED", N_("Waiting for its sender"), N_("The sender has yet to confirm the e-mail address.")),
    ("WAITING", N_("Waiting for review"), N_("An officer has yet to look at it.")),
    ("RETURNED", N_("Returned"), N_("An officer asks for something to be changed.")),
    ("APPROVED", N_("Approved"), N_("It is in the register.")),
    ("REJECTED", N_("Rejected"), N_("It was refused; nothing was changed.")),
    ("WITHDRAWN", N_("Withdrawn"), N_("Whoever proposed it took it back; nothing was changed.")),
)

PROPOSAL_EVENTS = Vocabulary(
    "proposal event",
    ("PROPOSED", N_("Proposed"), N_("Sent for review.")),
    ("CONFIRMED", N_("Confirmed"), N_("The sender confirmed the e-mail address.")),
    ("AMENDED", N_("Amended"), N_("Changed by whoever proposed it.")),
    ("RETURNED", N_("Returned"), N_("Sent back with a comment.")),
    ("APPROVED", N_("Approved"), N_("Carried out.")),
    ("REJECTED", N_("Rejected"), N_("Refused with a comment.")),
    ("WITHDRAWN", N_("Withdrawn"), N_("Taken back by whoever proposed it.")),
)

TOKEN_STATES = Vocabulary(
    "token state",
    ("VALID", N_("Valid"), N_("Requests with this token are answered.")),
    ("EXPIRED", N_("Expired"), N_("Its time is over; a new token takes its place.")),
    ("REVOKED", N_("Revoked"), N_("It was taken back and is never answered again.")),
)

DIGESTS = Vocabulary(
    "digest",
    ("AT_ONCE", N_("At once"), N_("A mail within minutes of whatever concerns you.")),
    ("DAILY", N_("Every day"), N_("One mail a day, on days on which there is something new.")),
    ("WEEKLY", N_("Every week"), N_("One mail on Sunday, in weeks in which there is something new.")),
    ("NEVER", N_("No mail"), N_("What concerns you stands here alone.")),
)
"""How often an account is mailed what concerns it."""

SPOKEN = Vocabulary(
    "language",
    ("ar", N_("Arabic"), N_("Pages and messages in Arabic.")),
    ("en", N_("English"), N_("Pages and messages in English.")),
    *((code, own_name(code), own_name(code)) for code in LANGUAGES[2:]),
)
"""The languages that a person may choose for themself; LANGUAGES of tansiq.language.words by name."""
