"""What is judged of webhooks without a database and without a network."""
