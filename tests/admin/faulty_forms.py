"""What is typed wrong into the form of each table of the panel, and what its page then says."""

from datetime import timedelta
from typing import Any

from tansiq.models.reached_figure import this_month

REQUIRED = "This field is required."
LATER = (this_month() + timedelta(days=70)).isoformat()

SVG = "mark.svg"

Typed = dict[str, Any]
FAULTS: dict[str, tuple[Typed, tuple[str, ...]]] = {
    "intervention": (
        {"title_en": "", "starts_on": "yesterday", "budget": "5", "is_published": "y"},
        ("“yesterday” is not a date.", "Give a title or an activity", "Say in which currency", REQUIRED),
    ),
    "site": (
        {"targeted": "1", "targeted_women": "2", "reached": "many", "latitude": "95"},
        ("The parts add up to 2, the whole is 1.", "“many” is not a whole number.", "latitude", REQUIRED),
    ),
    "reachedfigure": (
        {"month": LATER, "people": "many"},
        ("This month has not begun yet.", "“many” is not a whole number."),
    ),
    "project": (
        {"title_en": "Typed", "budget": "five", "starts_on": "2026-05-01", "ends_on": "2026-04-01", "code": "P-1"},
        ("“five” is not a number.", "The end is before the beginning.", "Another record already has this code"),
    ),
    "organization": (
        {"founded_on": "yesterday", "email": "nobody", "phone": "none", "registration_number": "7/2026"},
        ("“yesterday” is not a date.", "Give a name", "Another record already has this code"),
    ),
    "licence": (
        {"number": "", "issued_on": "2026-05-01", "expires_on": "2026-04-01", "authority": "x" * 301},
        (REQUIRED, "letters fit here.", "A licence does not expire before it is issued."),
    ),
    "organizationcontact": ({"name": "", "phone": "none", "email": "nobody"}, (REQUIRED, "phone", "e-mail")),
    "organizationdocument": (
        {"title": "", "document_kind": "BYLAWS", "file": SVG},
        (REQUIRED, "Send a PDF, a picture"),
    ),
    "need": (
        {"people_in_need": "many", "starts_on": "2026-05-01", "ends_on": "2026-04-01", "severity": "9"},
        ("“many” is not a whole number.", "The end is before the beginning.", REQUIRED),
    ),
    "plan": (
        {"name_ar": "", "name_en": "", "plan_kind": "ANNUAL", "starts_on": "2026-05-01", "ends_on": "2026-04-01",
         "tolerance": "101", "office_ar": "x" * 301},
        ("Give a name", "The end is before the beginning.", "from 0 to 100.", "letters fit here.", REQUIRED),
    ),
    "planitem": (
        {"name_ar": "", "starts_on": "2026-05-01", "ends_on": "2026-04-01", "required": "12", "unit": "",
         "people": "many", "budget": "5", "currency": "", "progress": "101"},
        ("Give a name", "The end is before", "in which unit", "“many” is not", "in which currency", "from 0 to 100."),
    ),
    "plancomment": (
        {"comment_kind": "NEW_ITEM", "proposed": "", "quantity": "12", "unit": "", "written_on": LATER},
        ("Give the item that you propose a name.", "in which unit", "This day has not come yet."),
    ),
    "planinvitation": ({"email": "nobody"}, ("“nobody” is no e-mail address.",)),
    "indicator": (
        {"name_ar": "", "unit": "", "baseline": "5", "baseline_on": "", "direction": "", "over_areas": "SUM"},
        ("Give a name", REQUIRED, "Say on which day the baseline was measured."),
    ),
    "indicatortarget": ({"on": "some day", "value": "many"}, ("“some day” is not", "“many” is not a number.")),
    "indicatorvalue": (
        {"on": LATER, "value": "many", "source": "x" * 201},
        ("This day has not come yet", "“many” is not a number.", "letters fit here."),
    ),
    "demand": (
        {"title_ar": "", "quantity": "12", "unit": "", "people": "many", "severity": "9", "raised_on": LATER},
        ("Give a title", "in which unit", "“many” is not", "from 1 to 5.", "This day has not come yet.", REQUIRED),
    ),
    "commitment": (
        {"quantity": "12", "unit": "", "people": "many", "amount": "5", "currency": "", "offered_on": "2026-05-01",
         "due_on": "2026-04-01"},
        ("to an item of a plan, or else", "in which unit", "“many” is not", "in which currency", "before the day of",
         "“many” is not a whole", REQUIRED),
    ),
    "demanddocument": ({"title": "", "file": SVG}, (REQUIRED, "Send a PDF, a picture")),
    "fielddefinition": (
        {"label_ar": "", "key": "Well depth", "hint_en": "x" * 501, "least": "many", "most": "-1", "unit_en": "x" * 41},
        ("Give a name, in Arabic or in English.", "A key begins with", "“many” is not a number.", "letters fit here."),
    ),
    "ruledefinition": (
        {"expression": "${capacity} + and ${nothing}", "rule_severity": "REFUSE", "message_ar": "x" * 301},
        ("Letter 15", "letters fit here."),
    ),
    "choicelist": (
        {"name_ar": "x" * 201, "name_en": "x" * 201, "answers": "أ | A"},
        ("Arabic name</a>: At most 200", "English name</a>: At most 200"),
    ),
    "typedefinition": (
        {"many_ar": "", "one_en": "x" * 61, "key": "Wells", "policy": "OFFICERS", "position": "first"},
        ("Give a name, in Arabic or in English.", "A key begins with", "letters fit here.", "is not a whole number",
         "Officers are in charge of areas"),
    ),
    "sharedview": ({"name_ar": "", "position": "first"}, ("Give a name", "“first” is not a whole number.")),
    "dashboard": ({"name_ar": "", "name_en": "x" * 81, "position": "-1"}, ("letters fit here.",)),
    "dashboardtile": (
        {"name_ar": "", "tile_kind": "CHART", "measure": "SUM", "position": "first"},
        ("Give a name", "Say by what the tile", "Say of which number.", "“first” is not a whole number."),
    ),
    "plandocument": ({"title": "", "file": SVG}, (REQUIRED, "Send a PDF, a picture")),
    "casedocument": ({"title": "", "file": SVG}, (REQUIRED, "Send a PDF, a picture")),
    "goal": ({"code": "6", "name_ar": "", "name_en": "x" * 301, "position": "first"},
             ("is not a whole number", "letters fit here.", "already", REQUIRED)),
    "area": ({"level": "2", "pcode": "", "name_en": "", "name_ar": "", "latitude": "north"}, (REQUIRED, "is not a")),
    "unit": (
        {"name_ar": "", "unit_kind": "OFFICE", "starts_on": "2026-05-01", "ends_on": "2026-04-01", "phone": "none",
         "code": "x" * 41},
        ("Give a name", "The end is before the beginning.", "A telephone number has", "letters fit here.", REQUIRED),
    ),
    "survey": (
        {"title_en": "x" * 201, "starts_on": "2026-05-01", "ends_on": "2026-04-01", "retention_months": "many",
         "link_kind": "OPEN", "consent_en": "I agree"},
        ("letters fit here.", "The end is before the beginning.", "“many” is not a whole number."),
    ),
    "meeting": (
        {"name_ar": "", "meeting_kind": "COUNCIL", "starts_at": "soon", "ends_at": "2090-03-01 12:00", "place": "",
         "link": "here", "every": "MONTH"},
        ("is no day with a time", "Give a name", "A web address begins", REQUIRED),
    ),
    "round": (
        {"name_ar": "", "period": "2026-13", "round_choice": "KIND", "opens_on": "2026-05-01", "due_on": "2026-04-01",
         "grace_days": "many"},
        ("Give a name", "is no period", "Say which kind of organisation", "due before it opens",
         "“many” is not a whole", REQUIRED),
    ),
    "agendaitem": ({"title_ar": "", "position": "first"}, ("Say what is to be spoken of", "is not a whole number")),
    "meetingattendee": ({"guest": "", "email": "nobody"}, ("Choose one: an organisation", "is no e-mail address")),
    "meetingdecision": (
        {"title_ar": "", "due_on": "soon", "settled_on": "2090-01-01", "decision_state": "DONE"},
        ("Say what was decided", "is not a date", "This day has not come yet"),
    ),
    "assignment": ({"unit": "", "starts_on": "2026-05-01", "ends_on": "2026-04-01"},
                   ("The end is before the beginning.", REQUIRED)),
    "extension": ({"unit": "", "period": "2026-13", "closes_on": "2026-05-01", "due_on": "2026-06-01", "reason": ""},
                  ("would be closed before a report is due", "is no period", REQUIRED)),
    "sector": ({"code": "WSH", "name_ar": "", "name_en": "", "position": "first"}, ("is not a whole", "already")),
    "activitytype": ({"code": "", "name_ar": "", "name_en": "x" * 301}, (REQUIRED, "letters fit here.")),
    "populationgroup": ({"code": "IDP", "name_ar": "", "name_en": "x" * 301, "position": "first"},
                        ("is not a whole number", "letters fit here.", "already")),
}  # fmt: skip
"""By table: what somebody types who is wrong in several ways, and what each fault is told as."""
