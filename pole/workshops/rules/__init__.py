"""Kinds, checklists, findings, rotation of hosts, calendars; pure."""
