"""What is late, what awaits somebody, the order of a report; pure."""
