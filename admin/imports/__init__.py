"""Importing a workbook: sending it, its columns, the preview, the report, and what goes to review."""
