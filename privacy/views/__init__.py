"""Pages: how long data is kept and its erasure (`keeping`), what is held on me (`mine`), what somebody
else asks for (`asking`); `joined` brings them together.
"""
