"""All organisations of the demonstration: those written down, and local ones invented by a rule.

An invented name is two poetic words that no register pairs, under the word for its kind of body; licence-like
numbers read governorate-kind-serial-year.
"""

from functools import cache
from itertools import product

from tansiq.demo import tables
from tansiq.demo.countries import COUNTRIES, YEMEN
from tansiq.demo.random_numbers import Dice
from tansiq.demo.tables import OrganizationFacts
from tansiq.reference.tables import areas

FIRST = {
    "سنابل": "Sanabel", "مرافئ": "Marafi", "قناديل": "Qanadeel", "سواعد": "Sawaed", "ضفاف": "Difaf",
    "براعم": "Baraem", "منارات": "Manarat", "نسائم": "Nasaem", "روافد": "Rawafed", "أشرعة": "Ashriat",
    "ظلال": "Zilal", "مواسم": "Mawasem", "غراس": "Ghiras", "ينابيع": "Yanabee", "خطوات": "Khutuwat",
    "مشاعل": "Mashael",
}  # fmt: skip
SECOND = {
    "الشاطئ": "ash-Shati", "الوديان": "al-Wedyan", "المرجان": "al-Murjan", "السدر": "as-Sidr",
    "النخيل": "an-Nakheel", "الهضاب": "al-Hidab", "السحر": "as-Sahar", "اللؤلؤ": "al-Lulu", "المطر": "al-Matar",
    "السواقي": "as-Sawaqi", "الندى": "an-Nada", "البيادر": "al-Bayader",
}  # fmt: skip
KINDS = {
    "ASSOCIATION": ("A", "جمعية {0} الاجتماعية الخيرية – {1}", "{0} Social Charitable Association – {1}"),
    "FOUNDATION": ("F", "مؤسسة {0} للتنمية – {1}", "{0} Development Foundation – {1}"),
    "NNGO": ("N", "منظمة {0} للإغاثة والتنمية – {1}", "{0} Relief and Development Organization – {1}"),
    "COOPERATIVE": ("C", "الجمعية التعاونية الزراعية {0} – {1}", "{0} Agricultural Cooperative – {1}"),
    "INITIATIVE": ("I", "مبادرة {0} الشبابية – {1}", "{0} Youth Initiative – {1}"),
}
HOMES = {
    "YE11": ("إب", "Ibb"), "YE12": ("أبين", "Abyan"), "YE13": ("الأمانة", "Sana'a City"),
    "YE14": ("البيضاء", "Al Bayda"), "YE15": ("تعز", "Ta'iz"), "YE16": ("الجوف", "Al Jawf"),
    "YE17": ("حجة", "Hajjah"), "YE18": ("الحديدة", "Hodeidah"), "YE19": ("المكلا", "Mukalla"),
    "YE20": ("ذمار", "Dhamar"), "YE21": ("شبوة", "Shabwah"), "YE22": ("صعدة", "Sa'dah"),
    "YE23": ("صنعاء", "Sana'a"), "YE24": ("عدن", "Aden"), "YE25": ("لحج", "Lahj"), "YE26": ("مأرب", "Ma'rib"),
    "YE27": ("المحويت", "Al Mahwit"), "YE28": ("المهرة", "Al Maharah"), "YE29": ("عمران", "Amran"),
    "YE30": ("الضالع", "Ad Dali'"), "YE31": ("ريمة", "Raymah"), "YE32": ("سقطرى", "Socotra"),
}  # fmt: skip
WORLDWIDE = ("CERF",)
"""The donors who pay in every country."""
IN_MUKALLA, ELSEWHERE = 48, 5
"""How many invented organisations Mukalla's register holds, and how many each other governorate's."""
SECTORS = {"FSC": 5, "WSH": 4, "HEA": 3, "EDU": 4, "PRO": 3, "NUT": 2, "SHL": 2, "LIV": 3, "MPC": 2, "RRM": 1, "CCM": 1}


@cache
def organizations(country: str = YEMEN.pcode) -> dict[str, OrganizationFacts]:
    """Every organisation that works in a country by its key, the written ones first."""
    written = tables.organizations()
    if country != YEMEN.pcode:
        written = {key: facts for key, facts in written.items() if facts.is_international or key in WORLDWIDE}
    return written | {facts.key: facts for facts in _invented(country)}


@cache
def at_home_in(governorate: str) -> tuple[OrganizationFacts, ...]:
    """The invented local organisations of one governorate, those that the stories are told of left out."""
    return tuple(facts for facts in _invented(governorate[:2]) if facts.home == governorate)


def donors_in(country: str) -> list[str]:
    """The keys of the donors who pay for works in a country."""
    return [key for key, facts in organizations(country).items() if facts.kind == "DONOR"]


def _invented(country: str) -> list[OrganizationFacts]:
    dice = Dice("organizations" if country == YEMEN.pcode else f"organizations {country}")
    names = list(product(FIRST, SECOND))
    dice.shuffle(names)
    homes = [home for home in _homes(country) for _ in range(IN_MUKALLA if home == "YE19" else ELSEWHERE)]
    return [_invent(dice, number, home, name) for number, (home, name) in enumerate(zip(homes, names, strict=False), 1)]


@cache
def _homes(country: str) -> dict[str, tuple[str, str]]:
    """By P-code: what the governorates in which works are invented are called in the names of organisations."""
    if country == YEMEN.pcode:
        return HOMES
    name, wanted = next((name, one.governorates) for name, one in COUNTRIES.items() if one.pcode == country)
    return {
        area.pcode: (area.name_ar, area.name_en)
        for area in areas(name)
        if area.level == 1 and (not wanted or area.pcode in wanted)
    }


def _invent(dice: Dice, number: int, home: str, name: tuple[str, str]) -> OrganizationFacts:
    kind = dice.weighted([*KINDS], [5 if home == "YE19" else 2, 2, 3, 1, 1])
    letter, written_ar, written_en = KINDS[kind]
    home_ar, home_en = _homes(home[:2])[home]
    is_registered = kind != "INITIATIVE"
    number_of = home.removeprefix(YEMEN.pcode)
    licence = f"{number_of}-{letter}-{1000 + number}-{dice.randint(1996, 2024)}" if is_registered else ""
    works_in = {dice.weighted([*SECTORS], [*SECTORS.values()]) for _ in range(3)}
    return OrganizationFacts(
        key=f"LOCAL-{number:03}" if home.startswith(YEMEN.pcode) else f"LOCAL-{home}-{number:03}",
        acronym="",
        kind=kind,
        name_ar=written_ar.format(" ".join(name), home_ar),
        name_en=written_en.format(f"{FIRST[name[0]]} {SECOND[name[1]]}", home_en),
        acronym_ar="",
        registration_number=licence,
        home=home,
        works_in=tuple(sorted(works_in)),
    )
