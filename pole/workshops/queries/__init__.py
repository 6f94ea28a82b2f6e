"""What is read of workshops and of the library."""
