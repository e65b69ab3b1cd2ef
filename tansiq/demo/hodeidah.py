"""Hodeidah's Al-Mina, Al-Hawak and Al-Hali: training after training, and no project that follows.

Livelihoods are the gap: the need is severe, people were trained, nobody gives a grant, a loan or work.
Next door, in Bayt al-Faqih, one project trains and then pays: that is how it would look.
"""

from collections.abc import Iterator
from datetime import timedelta

from tansiq.demo import day
from tansiq.demo.people_reached import sites_at
from tansiq.demo.places import Places
from tansiq.demo.random_numbers import Dice
from tansiq.demo.specs import InterventionSpec
from tansiq.models import Area

QUARTERS = {
    "YE1822": ("YE182221-D01", "YE182221-D02"),
    "YE1821": ("YE182121-D01", "YE182121-D02"),
    "YE1823": ("YE182321-D01", "YE182321-D02"),
}
TRAINERS = ("TIHAMA", "MAHARAT", "AFAQ", "SHURA", "MANABIR")
COURSES = (
    ("VOCATIONAL_SKILLS_TRAINING", "دورة خياطة وتفصيل للنساء", "Sewing and tailoring course for women", 25),
    ("VOCATIONAL_SKILLS_TRAINING", "دورة صيانة الهواتف المحمولة", "Mobile phone repair course", 20),
    ("VOCATIONAL_SKILLS_TRAINING", "دورة تركيب منظومات الطاقة الشمسية", "Solar installation course", 20),
    ("VOCATIONAL_SKILLS_TRAINING", "دورة مبادئ المحاسبة والحاسوب", "Basic accounting and computer course", 30),
    ("VOCATIONAL_SKILLS_TRAINING", "دورة صيانة محركات القوارب", "Boat engine maintenance course", 18),
    ("CAPACITY_BUILDING", "ورشة إعداد مقترحات المشاريع", "Workshop on writing project proposals", 35),
    ("CAPACITY_BUILDING", "ورشة الحوكمة للجمعيات المحلية", "Workshop on governance for local associations", 30),
    ("TEACHER_TRAINING_AND_INCENTIVES", "تدريب المعلمين على التعليم النشط", "Teacher training in active learning", 40),
)
"""Activity, title and trainees of one course."""
ROUNDS = 2
"""How often each course is held in each district in the year."""
NEXT_DOOR = "YE1817"


def interventions(places: Places) -> Iterator[InterventionSpec]:
    """The interventions of this story."""
    for district, quarters in QUARTERS.items():
        yield from _trainings(places[district], quarters)
    yield from _next_door()


def _trainings(district: Area, quarters: tuple[str, ...]) -> Iterator[InterventionSpec]:
    dice = Dice(f"hodeidah {district.pcode}")
    for activity, title_ar, title_en, trainees in COURSES * ROUNDS:
        starts_on = day(1, 10) + timedelta(days=dice.randrange(330))
        dates = (starts_on, starts_on + timedelta(days=dice.randint(5, 45)))
        yield InterventionSpec(
            organization=dice.choice(TRAINERS),
            activity=activity,
            dates=dates,
            sites=sites_at(dice, dates, [(dice.choice(quarters), trainees)]),
            title=(f"{title_ar} – مديرية {district.name_ar}", f"{title_en} – {district.name_en}"),
        )


def _next_door() -> Iterator[InterventionSpec]:
    dice = Dice("hodeidah next door")
    for activity, people, dates in (
        ("VOCATIONAL_SKILLS_TRAINING", 120, (day(1, 15), day(3, 31))),
        ("SMALL_BUSINESS_GRANTS", 110, (day(4, 15), day(12, 15))),
    ):
        sites = sites_at(dice, dates, [(NEXT_DOOR, people)])
        yield InterventionSpec(
            organization="MAHARAT", activity=activity, dates=dates, sites=sites, project="MAHARAT-LIV"
        )
