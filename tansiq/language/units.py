"""The units of plans in the language of whoever reads: people type units freely, and those of this list are known.

"وصلات منزلية"  ->  "household connections" to whoever reads English, and as it was typed to whoever reads Arabic
"سجادة"         ->  as it was typed to both

A list of words and no vocabulary of codes: a unit outside of it is as good as one within.
"""

from functools import cache

from tansiq.language.arabic import fold_tight, is_arabic
from tansiq.language.words import N_, data_language, gettext

_UNITS: tuple[tuple[str, str], ...] = (
    (N_("metres"), "m metre meter meters متر أمتار متر_طولي م.ط mètre mètres"),
    (N_("square metres"), "m2 m² sqm متر_مربع م2 م² mètres_carrés"),
    (N_("cubic metres"), "m3 m³ cbm متر_مكعب م3 م³ mètres_cubes"),
    (N_("kilometres"), "km kilometre kilometer kilometers كيلومتر كيلو_متر كم kilomètre kilomètres"),
    (N_("hectares"), "ha hectare هكتار هكتارات"),
    (N_("litres"), "l litre liter liters لتر لترات"),
    (N_("tonnes"), "t ton tons tonne طن أطنان"),
    (N_("kilowatts"), "kw kilowatt كيلوواط كيلو_واط kilowatt kilowatts"),
    (N_("household connections"),
     "household_connection house_connections وصلة_منزلية وصلات_منزلية توصيلة_منزلية توصيلات_منزلية"),
    (N_("connections"), "connection وصلة وصلات توصيلة توصيلات raccordement raccordements branchements"),
    (N_("households connected"), "connected_households أسرة_موصولة أسر_موصولة منزل_موصول منازل_موصولة"),
    (N_("households"), "household hh families family أسرة أسر عائلة عائلات ménage ménages"),
    (N_("persons"), "person people شخص أشخاص فرد أفراد نسمة personnes personne"),
    (N_("trainees"), "trainee متدرب متدربون متدربين متدربة"),
    (N_("jobs"), "job فرصة_عمل فرص_عمل وظيفة وظائف emplois emploi"),
    (N_("classrooms"), "classroom class classes فصل فصول فصل_دراسي فصول_دراسية غرفة_صفية غرف_صفية صف صفوف "
     "salles_de_classe salle_de_classe"),
    (N_("schools"), "school مدرسة مدارس école écoles"),
    (N_("health centres"),
     "health_centre health_center health_centers مركز_صحي مراكز_صحية centre_de_santé centres_de_santé"),
    (N_("health facilities"), "health_facility مرفق_صحي مرافق_صحية"),
    (N_("hospitals"), "hospital مستشفى مستشفيات hôpital hôpitaux"),
    (N_("beds"), "bed سرير أسرة_مرضى lits lit"),
    (N_("wells"), "well بئر آبار بئرا puits"),
    (N_("pumps"), "pump مضخة مضخات pompe pompes"),
    (N_("tanks"), "tank خزان خزانات réservoir réservoirs"),
    (N_("latrines"), "latrine مرحاض مراحيض دورة_مياه دورات_مياه"),
    (N_("houses"), "house dwelling dwellings منزل منازل مسكن مساكن maison maisons logements"),
    (N_("shelters"), "shelter مأوى مآوي abri abris"),
    (N_("tents"), "tent خيمة خيام tente tentes"),
    (N_("food baskets"), "food_basket سلة_غذائية سلال_غذائية paniers_alimentaires"),
    (N_("health units"), "health_unit وحدة_صحية وحدات_صحية"),
    (N_("laboratories"), "laboratory lab labs مختبر مختبرات معمل معامل laboratoire laboratoires"),
    (N_("ambulances"), "ambulance سيارة_إسعاف سيارات_إسعاف"),
    (N_("midwives"), "midwife قابلة قابلات sages-femmes"),
    (N_("teachers"), "teacher معلم معلمة معلمون معلمين معلمات enseignants"),
    (N_("pupils"), "pupil student students تلميذ تلاميذ طالب طلاب طلبة élèves étudiants"),
    (N_("villages"), "village قرية قرى"),
    (N_("buildings"), "building مبنى مبان مباني bâtiments"),
    (N_("housing units"), "housing_unit وحدة_سكنية وحدات_سكنية"),
    (N_("grants"), "grant منحة منح"),
    (N_("feddans"), "feddan فدان أفدنة"),
    (N_("tonnes a day"), "tonnes_per_day tons_per_day t/d طن_في_اليوم طن/يوم طن_يوميا أطنان_في_اليوم tonnes_par_jour"),
    (N_("cubic metres a day"), "m3/d m³/d m3/day cubic_metres_per_day متر_مكعب_في_اليوم م3/يوم متر_مكعب/يوم"),
    (N_("treatment plants"), "treatment_plant محطة_معالجة محطات_معالجة"),
    (N_("solar systems"), "solar_system منظومة_شمسية منظومات_شمسية منظومة_طاقة_شمسية"),
    (N_("bridges"), "bridge جسر جسور pont ponts"),
    (N_("vehicles"), "vehicle سيارة سيارات مركبة مركبات véhicule véhicules"),
    (N_("projects"), "project مشروع مشاريع projet projets"),
    (N_("workshops"), "workshop ورشة ورش ورشة_عمل atelier ateliers"),
    (N_("studies"), "study دراسة دراسات étude études"),
    (N_("reports"), "report تقرير تقارير rapport rapports"),
    (N_("days"), "day يوم أيام jour jours"),
    (N_("months"), "month شهر أشهر شهور mois"),
    (N_("percent"), "% ٪ percentage نسبة_مئوية بالمئة بالمائة pour_cent pourcent"),
)  # fmt: skip
"""The English of each unit, and other ways of writing it; words of one way are joined by an underscore."""


def unit_text(unit: str) -> str:
    """A unit as it was typed; a known one of the other script in the language now spoken."""
    is_read = is_arabic(unit) == (data_language() == "ar")
    known = None if is_read else _by_key().get(_key(unit))
    return unit if known is None else gettext(known)


@cache
def _by_key() -> dict[str, str]:
    found: dict[str, str] = {}
    for english, others in _UNITS:
        for way in (english, *others.split()):
            found.setdefault(_key(way.replace("_", " ")), english)
    return found


def _key(unit: str) -> str:
    # A sign such as % folds to nothing.
    return fold_tight(unit) or unit.strip()
