"""Pages: how long data is kept and its erasure (`keeping`), what is held on me (`mine`); `joined` brings them together."""
