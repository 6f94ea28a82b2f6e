"""Pure rules of signing in: how strong a password is, how often one may try, what a token is worth."""
