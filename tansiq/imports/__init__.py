"""Imports from the back office: from the upload over the preview to the report, in the background."""
