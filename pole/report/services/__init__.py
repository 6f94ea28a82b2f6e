"""The yearly report and what the front page reads, above every room of the pole."""
