"""All sections of reports: whoever asks for a report knows them from here."""

from tansiq.area_reports import coverage_and_gaps, overlaps, plan_progress, presence, third_sector

__all__ = ["coverage_and_gaps", "overlaps", "plan_progress", "presence", "third_sector"]
