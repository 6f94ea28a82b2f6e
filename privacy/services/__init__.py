"""Verbs: choose a duration, erase what is due, look each night, read what is held on somebody."""
