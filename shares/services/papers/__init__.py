"""Papers of the capital, printed and archived for good: one verb a function.

`certificates` the share certificate, one by one or a batch; `letters` subscription form, admission letter, individual
account; `registers` the statutory register and the lists, volume by volume, as jobs; `checking` the public page.
"""

from shares.services.papers.certificates import ask_certificates, issue_certificate
from shares.services.papers.letters import issue_account, issue_admission_letter, issue_subscription_form
from shares.services.papers.registers import ask_register, register_pdf

__all__ = [
    "ask_certificates",
    "ask_register",
    "issue_account",
    "issue_admission_letter",
    "issue_certificate",
    "issue_subscription_form",
    "register_pdf",
]
