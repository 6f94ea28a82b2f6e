"""The pages of members: `pages` to read, `people`, `relations`, `reach`, `doubles` and `life` for the desk; `joined`
brings all on one blueprint.
"""
