"""Whom the pole works with: actors by type and level, protocols, referrals, and the choice among places."""
