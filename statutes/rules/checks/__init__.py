"""One file a subject: each check yields findings with the number of the compliance table and the article.

`colleges`, `categories`, `capital`, `assemblies`, `majorities`, `proxies`, `remote`, `bodies`, `surplus` (with secret
ballots), `policies` (what the statutes leave unsaid). `check.py` runs them all.
"""
