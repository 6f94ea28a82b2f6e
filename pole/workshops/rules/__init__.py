"""Findings, rotation of hosts, steps; pure."""
