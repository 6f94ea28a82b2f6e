"""The words of the cooperative in what it sends and prints: texts of its own, their versions, a switch a letter.

A letter of an event is written by its templates until somebody writes a text instead. Such a text is data, never a
template: `rules/fields.py` puts named fields such as {prenom} in place and knows nothing else, `rules/marking.py` reads
a little Markdown and gives text, HTML or what typst prints. What was sent or archived never changes: each version is a
row of its own, and a mail or a document keeps the words it left with.

Start with `rules/letters.py` (what a letter declares of itself), then `services.py`. `foundation/mailing` and those who
print ask `queries.py`; `scic/wordings.py` lists every letter; the pages are `scic/wording_views.py`.
"""
