"""Formulas of the suite: frames in, frames out; no files, clock, labels or printing.

Every result carries value, interval, status, reason, method, number used, periods used and flags
(:mod:`chiso.metrics.results`). ``docs/methods.md`` shows each formula with worked rows.
"""
