"""What an address may look like, what a mail server's answer means, when to try again."""
