"""What staff types (`identity`, `facts`; `fields` they share): shape and length only; the rules judge the rest."""
