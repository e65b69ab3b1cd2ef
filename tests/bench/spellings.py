"""Organisations made up with their truth: ways of writing one name, and names that look alike of different bodies.

What is one body is decided here, before any name is written in another way; nothing of the matcher is used.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

from tansiq.demo.random_numbers import Dice
from tansiq.reference import tables

SEED = "spellings"
Made = TypeVar("Made")
Make = Callable[[str, str, str, str, str], Made]
Body = tuple[str, list[str], str]
"""An acronym or "", the names by which the body is known, its kind."""

_AIMS_AR = ("الأمل", "الوفاء", "النهضة", "الرحمة", "البناء", "المستقبل", "الإحسان", "التكافل", "العطاء", "الريادة")
_FORMS_AR = (
    ("جمعية {} الخيرية", "ASSOCIATION"),
    ("مؤسسة {} للتنمية", "FOUNDATION"),
    ("مركز {}", "PRIVATE"),
    ("منظمة {} للإغاثة", "NNGO"),
    ("شبكة {} النسوية", "UNION"),
)
_AIMS_EN = ("Hope", "Mercy", "Dawn", "Horizon", "Unity", "Harvest", "Cedar", "Bridge", "Lantern", "Compass")
_FORMS_EN = (
    ("{} Foundation", "FOUNDATION"),
    ("{} International", "INGO"),
    ("{} Association for Development", "ASSOCIATION"),
    ("Migration and {} Relief Society", "NNGO"),
    ("{} Trading Company", "PRIVATE"),
    ("{} Humanitarian Organization", "NNGO"),
)
_OFFICES = (
    ("MoPHP", "Ministry of Public Health and Population - {en}", "GOVERNMENT"),
    ("MOPHP", "مكتب الصحة العامة والسكان محافظة {ar}", "GOVERNMENT"),
    ("YWU", "Women Union Branch {en}", "UNION"),
    ("", "اتحاد المزارعين فرع {ar}", "UNION"),
)
_WORLD: tuple[Body, ...] = (
    ("WFP", ["World Food Programme", "Programme Alimentaire Mondial", "برنامج الأغذية العالمي"], "UN"),
    (
        "UNICEF",
        ["United Nations Children's Fund", "Fonds des Nations Unies pour l'enfance", "منظمة الأمم المتحدة للطفولة"],
        "UN",
    ),
    ("WHO", ["World Health Organization", "Organisation mondiale de la santé", "منظمة الصحة العالمية"], "UN"),
    ("FAO", ["Food and Agriculture Organization", "Food & Agriculture Organization", "منظمة الأغذية والزراعة"], "UN"),
    (
        "IOM",
        [
            "International Organization for Migration",
            "Organisation internationale pour les migrations",
            "المنظمة الدولية للهجرة",
        ],
        "UN",
    ),
    (
        "UNHCR",
        ["United Nations High Commissioner for Refugees", "Haut Commissariat des Nations Unies pour les réfugiés"],
        "UN",
    ),
    (
        "UNFPA",
        ["United Nations Population Fund", "Fonds des Nations Unies pour la population", "صندوق الأمم المتحدة للسكان"],
        "UN",
    ),
    ("UNDP", ["United Nations Development Programme", "Programme des Nations Unies pour le développement"], "UN"),
    (
        "ICRC",
        ["International Committee of the Red Cross", "Comité international de la Croix-Rouge"],
        "RED_CROSS_CRESCENT",
    ),
    ("NRC", ["Norwegian Refugee Council", "Conseil norvégien pour les réfugiés", "المجلس النرويجي للاجئين"], "INGO"),
    ("DRC", ["Danish Refugee Council", "Conseil danois pour les réfugiés", "المجلس الدنماركي للاجئين"], "INGO"),
    ("IRC", ["International Rescue Committee", "لجنة الإنقاذ الدولية"], "INGO"),
    ("ACF", ["Action contre la Faim", "Action Against Hunger", "العمل ضد الجوع"], "INGO"),
    ("MSF", ["Médecins Sans Frontières", "Doctors Without Borders", "أطباء بلا حدود"], "INGO"),
    ("NCA", ["Norwegian Church Aid", "Aide de l'Église norvégienne"], "INGO"),
    ("COOPI", ["Cooperazione Internazionale", "COOPI - Cooperazione Internazionale"], "INGO"),
    ("SCI", ["Save the Children International", "Save the Children", "إنقاذ الطفولة"], "INGO"),
    (
        "ACTED",
        [
            "Agency for Technical Cooperation and Development",
            "Agence d'aide à la coopération technique et au développement",
        ],
        "INGO",
    ),
    ("HI", ["Handicap International", "الإعاقة الدولية"], "INGO"),
    ("LWF", ["Lutheran World Federation", "Fédération luthérienne mondiale"], "INGO"),
)
_BY_CHANCE: tuple[Body, ...] = (
    ("WCC", ["World Council of Churches"], "INGO"),
    ("WC-C", ["War Child Canada"], "INGO"),
    ("WCC", ["Women Care Centre"], "NNGO"),
    ("DRC", ["Développement Rural Communautaire"], "NNGO"),
    ("SAD", ["Social Action for Development"], "NNGO"),
    ("S.A.D", ["Soutien à l'Agriculture Durable"], "NNGO"),
    ("ARC", ["Austrian Red Cross"], "RED_CROSS_CRESCENT"),
    ("ARC", ["Australian Red Cross"], "RED_CROSS_CRESCENT"),
    ("ARC", ["Aden Refinery Company"], "PRIVATE"),
    ("HF", ["Hope for Farmers"], "NNGO"),
    ("HF", ["Health Forum"], "NNGO"),
    ("SC", ["Street Child"], "INGO"),
    ("SC", ["Secours Commun"], "INGO"),
    ("CARITAS", ["Caritas"], "INGO"),
    ("CARITAS", ["Caritas Aden"], "NNGO"),
    ("CARITAS", ["Caritas Taizz"], "NNGO"),
    ("ADF", ["African Development Fund"], "INGO"),
    ("ADF", ["Agri Dairy Farmers"], "NNGO"),
    ("YRC", ["Yemen Red Crescent"], "RED_CROSS_CRESCENT"),
    ("YRC", ["Youth Reading Club"], "INITIATIVE"),
)


def made_up(make: Make[Made], seed: str = SEED) -> Iterator[Made]:
    """Mentions as `make(body, acronym, name_ar, name_en, kind)`: every body in several ways of writing."""
    dice = Dice(seed)
    for number, (acronym, names, kind) in enumerate(_bodies()):
        for name in names:
            for _ in range(2 if len(names) > 1 else 3):
                yield _written(make, dice, f"m{number:04}", (acronym, name, kind))


def _bodies() -> Iterator[Body]:
    for aims, forms in ((_AIMS_AR, _FORMS_AR), (_AIMS_EN, _FORMS_EN)):
        yield from (("", [form.format(aim)], kind) for aim in aims for form, kind in forms)
    for facts in tables.areas("yemen"):
        if facts.level == 1:
            yield from ((acr, [form.format(en=facts.name_en, ar=facts.name_ar)], kind) for acr, form, kind in _OFFICES)
    yield from _WORLD
    yield from _BY_CHANCE


def _written(make: Make[Made], dice: Dice, body: str, said: tuple[str, str, str]) -> Made:
    """One mention of a body: its name and acronym as somebody else types them."""
    acronym, name, kind = said
    for way in dice.sample(_WAYS, dice.randint(0, 2)):
        name = way(dice, name)
    if acronym and dice.happens(_MISTYPED):
        name = mistyped(dice, name)
    acronym = dice.choice([acronym, acronym, acronym.lower(), acronym.title()])
    if acronym.isalpha() and dice.happens(_IN_BRACKETS):
        name, acronym = f"{name} ({acronym.upper()})", ""
    is_arabic = any("\u0600" <= sign <= "\u06ff" for sign in name)
    kind = kind if dice.happens(_KIND_SAID) else ""
    return make(body, acronym, name if is_arabic else "", "" if is_arabic else name, kind)


_MISTYPED, _IN_BRACKETS, _KIND_SAID = 0.15, 0.15, 0.85


def _spaced(dice: Dice, name: str) -> str:
    return name.replace(" ", dice.choice(["  ", "\u00a0", " "]))


def _cased(dice: Dice, name: str) -> str:
    return dice.choice([name.upper(), name.lower(), name.title()])


def _folded(dice: Dice, name: str) -> str:
    """Hamza, ta marbuta and accents left out, as many keyboards do."""
    return name.translate(str.maketrans("أإةىéèêô", "ااهيeeeo"))


def _dashed(dice: Dice, name: str) -> str:
    return name.replace(" - ", dice.choice([" – ", ", ", " "]))


def _voweled(dice: Dice, name: str) -> str:
    """A tatweel or a vowel sign somewhere in an Arabic name."""
    at = dice.randrange(1, len(name))
    is_within = "\u0628" <= name[at - 1] <= "\u064a" and "\u0628" <= name[at] <= "\u064a"
    return name[:at] + dice.choice(["ـ", "\u064e"]) + name[at:] if is_within else name


_WAYS = (_spaced, _cased, _folded, _dashed, _voweled)


def mistyped(dice: Dice, name: str) -> str:
    """A name with a letter left out or doubled within its longest word."""
    words = name.split(" ")
    longest = max(range(len(words)), key=lambda at: len(words[at]))
    word = words[longest]
    at = dice.randrange(1, len(word) - 1)
    words[longest] = word[:at] + dice.choice(["", word[at] * 2]) + word[at + 1 :]
    return " ".join(words)
