"""The tables of a statutes file as frozen data, one class a table; None where the statutes are silent.

The meaning of each key is that of the public format `scic-statutes/1`; the law's bounds are in `checks/`.
"""
