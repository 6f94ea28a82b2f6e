"""Reads, each in a constant number of statements whatever the size.

`roll` who is a member on a day; `card` one member's whole history; `counts` by college and category; `people` who
exists; `access` which account acts for whom; `register` the select behind every list; `ruling` the SQL of
`rules/facts.py`.
"""
