"""Seasonal workshops and stakeholder dialogues: light records, sessions, productions and the public library."""
