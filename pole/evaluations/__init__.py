"""Whether it was worth it: campaigns over actions and workshops, criteria, answers by college, what is decided."""
