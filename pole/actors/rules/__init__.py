"""What ties, terms, referrals and places mean; pure."""
