"""Totals, payroll, parts of funders and checks; pure and exact."""
