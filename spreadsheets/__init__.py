"""Tables that people bring and take away: XLSX, ODS and CSV in, with columns mapped by likeness; XLSX and CSV out.

Nothing here knows what a member or a share is: an importer of an upper package gives its fields and takes the lines.
Start with `rules/fields.py`, then `rules/headings.py` (which row is the header, which column is which field),
`reading.py` (bytes to sheets, hostile files refused), `importing.py` (dry run and batch).
"""
