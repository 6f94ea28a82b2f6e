"""The forms of evaluations."""
