"""What is done with money: files brought in, lines settled, requests, reminders, refunds out, books. One verb each."""
