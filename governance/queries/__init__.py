"""Reads: assemblies, who is on the floor, the quorum, the register of decisions, what the minutes say."""
