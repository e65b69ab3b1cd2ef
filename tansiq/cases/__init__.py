"""Cases of duplication: found, kept up to date, and worked until they are settled (tansiq/models/overlap_case.py)."""
