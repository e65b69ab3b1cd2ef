"""Opening files of sheets, whatever their format, within bounds of time and memory."""
