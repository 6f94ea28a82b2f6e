"""The budget of the pole over some years: costs, staffing, equipment, resources; what came of it beside what was planned.

Start with `rules/plan.py` (what a plan says), then `rules/totals.py` (what it adds up to). A plan is written again, never
over: `models.py`. Files: `rules/sheets.py` (out) and `rules/sheet_reading.py` (in, each fault with its cell).
"""
