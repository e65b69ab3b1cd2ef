"""Names of the months: Arabic as in Syria, as in Yemen and Egypt, and as in the Maghreb; English; French."""

from tansiq.arabic import fold

_NAMES = {
    1: "كانون الثاني|يناير|جانفي|january|jan|janvier|janv",
    2: "شباط|فبراير|فيفري|february|feb|fevrier|fev|fevr",
    3: "آذار|مارس|march|mar|mars",
    4: "نيسان|أبريل|إبريل|ابريل|أفريل|april|apr|avril|avr",
    5: "أيار|مايو|ماي|may|mai",
    6: "حزيران|يونيو|يونيه|جوان|june|jun|juin",
    7: "تموز|يوليو|يوليه|جويلية|july|jul|juillet|juil",
    8: "آب|أغسطس|اغسطس|أوت|august|aug|aout",
    9: "أيلول|سبتمبر|september|sep|sept|septembre",
    10: "تشرين الأول|أكتوبر|اكتوبر|october|oct|octobre",
    11: "تشرين الثاني|نوفمبر|november|nov|novembre",
    12: "كانون الأول|ديسمبر|december|dec|decembre",
}
_MONTH_OF = {fold(name): month for month, names in _NAMES.items() for name in names.split("|")}


def months_in(words: list[str]) -> tuple[list[int], list[str]]:
    """The months that folded words name, in their order, and the words that are left."""
    months: list[int] = []
    rest: list[str] = []
    while words:
        length = 2 if " ".join(words[:2]) in _MONTH_OF else 1
        name, words = " ".join(words[:length]), words[length:]
        if name in _MONTH_OF:
            months.append(_MONTH_OF[name])
        else:
            rest.append(name)
    return months, rest
