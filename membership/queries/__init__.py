"""Reads, each in a constant number of statements whatever the size.

`roll` who is a member on a day; `table` the members page; `card` one member's whole history; `people` who exists;
`ruling` the SQL of `rules/facts.py`.
"""
