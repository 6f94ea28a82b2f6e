"""What the year was: the home pages of each role and the yearly report, read from all the other rooms."""
