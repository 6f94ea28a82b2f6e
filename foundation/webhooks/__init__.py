"""Webhooks tell other programs that something happened here: a signed call to the address that an administrator gave.

A delivery is a row, queued in the transaction of the fact itself and sent by the worker, again and again for two days
where nobody answers. It says what happened to which vote or assembly and where to read it; never a choice, a figure, a
name. Signed as Standard Webhooks (https://www.standardwebhooks.com) says, so that receivers find a library.

Start with `services.queue_event` (how a fact becomes deliveries), then `sender.send_due_webhooks` (how they leave),
`posting.py` (the call, and the addresses it refuses) and `rules/`. Which facts are told: `scic/webhook_events.py`.
"""
