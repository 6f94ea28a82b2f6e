"""Documents: a PDF from a template and data, archived with its fingerprint.

Start with `pdf.render` (template + data -> bytes, no request needed), then `archive.issue` (the same, kept for good).
What a template may be given: `rules.values.prepare`; drawings with their words: `charts` (both in `rules`).
A browser receives it by `delivery.as_response`.
To add a document: a template beside the others that imports `_charte.typ` and tells its data at its head, a sample in
tests/factories, a line in tests/services/test_documents_pdf.py. Look at it printed before it is merged.
Written for commercial code R225-66, R225-81, R225-95, R225-106, R223-24 (what the papers of an assembly must say).
"""
