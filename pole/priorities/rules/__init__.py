"""How a vote on priorities is asked, read and followed; pure."""
