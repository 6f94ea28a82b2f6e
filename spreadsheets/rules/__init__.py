"""What a heading means and what a cell says. Pure: no file, no database."""
