"""Durations and what follows, as pure values."""
