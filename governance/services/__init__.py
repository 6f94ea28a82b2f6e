"""Writes: one file a moment of an assembly. Services load, ask the rules, store and record; none commits."""
