"""Reads of the treasury: what is left of each line, where each request stands, what a line may be, what the books say."""
