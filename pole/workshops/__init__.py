"""Workshops and dialogues: who meets whom, on which question, and what comes of it; the public library of what was made.

Start with `models/workshops.py`. What a good workshop has (base organisations, a production, an answer) is told as findings
(`rules/findings.py`) and never stops anybody.
"""
