"""The law of membership, pure: what was true on a day, who may enter which college, what a number proves."""
