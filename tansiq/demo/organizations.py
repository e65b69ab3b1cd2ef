"""All organisations of the demonstration: those written down, and local ones invented by a rule.

An invented name is two poetic words that no register pairs, under the word for its kind of body; licence-like
numbers read governorate-kind-serial-year.
"""

from functools import cache
from itertools import product

from tansiq.demo import tables
from tansiq.demo.random_numbers import Dice
from tansiq.demo.tables import OrganizationFacts

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
IN_MUKALLA, ELSEWHERE = 48, 5
"""How many invented organisations Mukalla's register holds, and how many each other governorate's."""
SECTORS = {"FSC": 5, "WSH": 4, "HEA": 3, "EDU": 4, "PRO": 3, "NUT": 2, "SHL": 2, "LIV": 3, "MPC": 2, "RRM": 1, "CCM": 1}


@cache
def organizations() -> dict[str, OrganizationFacts]:
    """Every organisation by its key, the written ones first."""
    return tables.organizations() | {facts.key: facts for facts in _invented()}


@cache
def at_home_in(governorate: str) -> tuple[OrganizationFacts, ...]:
    """The invented local organisations of one governorate, those that the stories are told of left out."""
    return tuple(facts for facts in _invented() if facts.home == governorate)


def _invented() -> list[OrganizationFacts]:
    dice = Dice("organizations")
    names = list(product(FIRST, SECOND))
    dice.shuffle(names)
    homes = [home for home in HOMES for _ in range(IN_MUKALLA if home == "YE19" else ELSEWHERE)]
    return [_invent(dice, number, home, name) for number, (home, name) in enumerate(zip(homes, names, strict=False), 1)]


def _invent(dice: Dice, number: int, home: str, name: tuple[str, str]) -> OrganizationFacts:
    kind = dice.weighted([*KINDS], [5 if home == "YE19" else 2, 2, 3, 1, 1])
    letter, written_ar, written_en = KINDS[kind]
    home_ar, home_en = HOMES[home]
    is_registered = kind != "INITIATIVE"
    licence = f"{home[2:]}-{letter}-{1000 + number}-{dice.randint(1996, 2024)}" if is_registered else ""
    works_in = {dice.weighted([*SECTORS], [*SECTORS.values()]) for _ in range(3)}
    return OrganizationFacts(
        key=f"LOCAL-{number:03}",
        acronym="",
        kind=kind,
        name_ar=written_ar.format(" ".join(name), home_ar),
        name_en=written_en.format(f"{FIRST[name[0]]} {SECOND[name[1]]}", home_en),
        acronym_ar="",
        registration_number=licence,
        home=home,
        works_in=tuple(sorted(works_in)),
    )
