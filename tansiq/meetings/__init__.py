"""Meetings: planned once or in series, answered, and followed until what they decided is done."""
