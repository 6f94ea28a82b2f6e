"""The pages of members: `pages` to read, `people` and `life` for the desk; `joined` brings all on one blueprint."""
