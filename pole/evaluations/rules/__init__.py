"""Grades, medians, hidden groups and trends; pure."""
