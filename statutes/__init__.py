"""The law's bounds and our statutes, as dated versions: "which rule was in force on that day?"

The statutes of a SCIC stand in one TOML file (`scic-statutes/1`). `rules/` reads it, judges it against the law of 1947
(articles 6 to 25-1), the commercial code and the Civil code, and answers what applies to an assembly or a vote, with
the law's own values. Versions are facts: recorded once, never changed; a change is a new version with its own date.

Start with `rules/law.py` (every legal number once), then `rules/tree.py` (the file as data), `rules/parse.py`,
`rules/check.py`, `rules/effective.py`; `services.statutes_on(date)` says which version was in force.
"""
