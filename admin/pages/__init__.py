"""Pages that belong to no table: the start, the menu, the history, batches, and the frame around every page."""
