"""The cooperative's assemblies: convening, roll, proxies, attendance, quorum, votes in session, minutes, decisions.

Articles L225-96 to L225-121 and R225-61 to R225-107 (SA), L223-26 to L223-31 and R223-18 to R223-24 (SARL), the statutes
(SAS). Start with `rules/steps.py` (an evening from first to last step), then `services/` (one file a moment of it).
"""
