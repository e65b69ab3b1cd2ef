"""Long files: ordered by a page, written by the worker, kept for their owner for some days."""
