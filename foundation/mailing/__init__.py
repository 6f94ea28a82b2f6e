"""Mail is a row before it is a message: queued in the act's own transaction, sent by a job, proved by facts.

A notice that cannot be shown to have left makes an assembly void (code de commerce, articles R225-66 and R225-69), so
`models.MailFact` keeps, append-only, when each mail was queued, handed over or refused, with the server's own answer.

Start with `services.queue_mail` (how another package writes to somebody), then `sender.send_due_mails` (how it leaves),
`relay.py` (SMTP) and `rules/delivery.py` (what an answer means, when to try again). One folder per mail stands under
`templates/mail/<what-happened>/`: `subject.txt`, `body.txt`, and `body.html` where a button or a table helps.

Delivery is at least once: killed between the server's "250" and our commit, the sender hands the mail over again, with
the same Message-ID, by which mailboxes show it once. It is never lost.
"""
