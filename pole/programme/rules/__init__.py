"""States of an action, differences between versions; pure."""
