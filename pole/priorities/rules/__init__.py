"""Rankings side by side and what divides them; pure."""
