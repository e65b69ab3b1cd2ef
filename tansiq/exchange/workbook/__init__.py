"""Files of sheets, whatever their format: opened within bounds of time and memory, and what their cells can hold."""
