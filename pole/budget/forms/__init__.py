"""Forms of the budget: `lines.py` for what a plan is made of, `plans.py` for the rest."""
