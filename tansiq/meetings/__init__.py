"""Meetings: planned once or in series, answered, and followed until what they decided is done.

planning   a meeting is saved, with the rest of its series
agenda     what is put on it, and what is still open of earlier meetings
answering  whoever is invited says whether they come
following  decisions: whose they are, and how they stand
about      what items and decisions are about, as far as one may see it
"""
