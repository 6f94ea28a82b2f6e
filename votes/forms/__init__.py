"""What people send about votes (`casting`: a ballot): shape only, nothing legal is decided here."""
