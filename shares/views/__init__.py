"""The pages of shares: `holdings` and accounts on a day, `acts` and `queue` for the desk, `mine` for a member, `papers`,
`registers` and lists, `checking` by anyone; `joined` brings all on one blueprint.
"""
