"""The pages of members: `pages` to read and `sheets` to take away; `people`, `relations`, `reach`, `doubles`, `candidates`,
`following` and `life` for the desk; `joining` for anybody. `joined` brings all on one blueprint.
"""
