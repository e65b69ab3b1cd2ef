"""What is covered: a table of areas and sectors, the same on a map, and the gaps, from the country down."""

from admin.coverage.page import CoverageView

__all__ = ["CoverageView"]
