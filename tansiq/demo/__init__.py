"""A demonstration register: real areas, invented organisations and numbers, three stories, two plans.

Public names of United Nations agencies and international organisations appear, everything said of them is
invented. The stories are told of invented organisations alone:

    khanfar    five organisations bring water to one settlement, others in need get none
    mukalla    associations hand food baskets to the same people in one season; a local register of associations
    hodeidah   training after training in three districts, and no project that follows

Two plans answer them: the recovery plan of Khanfar with the demands behind it and what was committed to it, and
Hodeidah's operational plan of what its districts put first. The places that Khanfar's plan names are real, and what it
asks for is what the district asked for; quantities, money, days and commitments are invented.

Hodeidah's districts also hold registers of the ministry's own: trainings with their trainees, by codes alone, what
became of them, productive groups and their projects. The forms that Syria's units fill are published and assigned.

Syria and Egypt have a smaller register each, for their plans: the annual plans of Syria's governorates, all on one
model, and Aswan's unified strategy to 2040 in three phases, from which an annual plan derives.

It is a still picture of one day, DAY, in one year, YEAR: dates do not move with the clock. In a later year ask
for the period of YEAR, or raise YEAR by one and load into a new database.
"""

from datetime import date

YEAR = 2026
DAY = date(YEAR, 11, 15)
"""The day on which the picture was taken: what ended before is completed, what begins later is planned."""

SOURCE = "بيانات توضيحية مصطنعة / synthetic demonstration data"
"""Stands in every source and remark of the demonstration, in both languages; it is data, not interface."""


PASSWORD = "tansiq-demo-2026"  # noqa: S105  Nothing is kept secret by it: everybody knows it.
"""The password of the demonstration's people (tansiq.demo.people), known to everybody.

Production refuses to start as a demonstration (tansiq.platform.settings).
"""


def day(month: int, of_month: int, years: int = 0) -> date:
    """A day of YEAR, or of a year so many years later."""
    return date(YEAR + years, month, of_month)
