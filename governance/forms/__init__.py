"""What people type about assemblies (`preparing`, `session`, `proxies`, `minutes`): shape only, nothing legal is decided here."""
