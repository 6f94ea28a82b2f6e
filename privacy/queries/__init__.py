"""Reads: what is due (`due`, over `people`), what was chosen and done (`acts`), what we hold on somebody (`held`)."""
