"""The report of an area over a period: a page, a report to print, and a workbook."""
