"""The acts of the budget: write a plan, bring one in from a file, put it to a body, enter what really came."""
