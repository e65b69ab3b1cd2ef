"""The bench: `make bench`. It measures side by side in one run and prints ratios; it asserts no time.

geography, generator, batches   the same register for every run: fixed seed, real areas, invented rest
loading, servers                into SQLite and PostgreSQL, kept under instance/bench and used again
measuring, report               alternating rounds, medians, one table
page, coverage, panel, overlap, sheet   what is measured
"""
