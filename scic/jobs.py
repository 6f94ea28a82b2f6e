"""What the worker does by itself: each minute, and each day. One plain list."""

from datetime import timedelta

from flask import Flask

from foundation.accounts.access import forget_old_sign_ins
from foundation.jobs.registry import Daily, EveryMinute, job
from foundation.jobs.room import install_jobs
from foundation.jobs.runner import JobContext
from foundation.jobs.services import forget_done_jobs
from foundation.kernel.clock import day_of
from foundation.kernel.sentences import N_
from foundation.mailing.sender import send_due_mails
from foundation.mailing.signals import mail_waiting
from foundation.webhooks.sender import send_due_webhooks
from foundation.webhooks.services import forget_old_deliveries
from foundation.webhooks.signals import delivery_waiting
from governance.services.consultation_mails import remind_what_is_due, tell_results
from governance.services.consulting import open_what_is_due
from membership.services.contacts import read_failed_mails
from membership.services.letters import write_exits_due
from pole.actors.services.protocols import remind_of_protocols
from pole.evaluations.services.mails import remind_what_is_due as remind_of_evaluations
from pole.report.services.issuing import make_report
from privacy.services.watching import note_due
from scic import export_job
from spreadsheets.work import FORGET
from treasury.services.mails import send_reminders_if_automatic
from votes.services.clearing import clear_closed_secret_votes
from votes.services.closing_due import close_what_is_due
from votes.services.wiping import wipe_old_rehearsals

KEPT = timedelta(days=90)
REHEARSALS_KEPT = timedelta(days=7)


@job("forget-done-jobs", title=N_("Forget the jobs done more than three months ago"))
def forget(context: JobContext) -> None:
    """Housekeeping: the list of jobs stays readable."""
    forget_done_jobs(before=context.at - KEPT)


@job("forget-webhook-deliveries", title=N_("Forget the calls of webhooks of more than three months ago"))
def forget_deliveries(context: JobContext) -> None:
    """The list of deliveries stays readable, and what waits for a paused webhook does not wait for ever."""
    forget_old_deliveries(before=context.at - KEPT)


@job("forget-old-sign-ins", title=N_("Forget the sign-ins that ended more than a day ago"))
def forget_sign_ins(context: JobContext) -> None:
    """Links, attempts and ended sessions: nobody's comings and goings are kept longer than they serve."""
    forget_old_sign_ins(context.at)


@job("read-failed-mails", title=N_("Learn from the outbox which e-mail addresses fail"))
def learn_failures(_context: JobContext) -> None:
    """The list of members whom nothing reaches is fresh each morning."""
    read_failed_mails()


@job("remind-of-payments", title=N_("Remind those whose payment is late, where the treasury switched it on"))
def remind(context: JobContext) -> None:
    """Each morning; the second run of a day finds nothing to send."""
    send_reminders_if_automatic(day_of(context.at), at=context.at)


@job("write-exits", title=N_("Write to those whose membership ended today"))
def tell_leavers(context: JobContext) -> None:
    """Exits recorded ahead are told on their day; each once."""
    write_exits_due(at=context.at)


@job("note-data-due", title=N_("Note which personal data has reached its time"))
def propose_erasures(context: JobContext) -> None:
    """A proposal on the front page; nothing is erased by itself."""
    note_due(day_of(context.at))


@job("remind-of-protocols", title=N_("Remind of the reviews and terms of cooperation protocols"))
def remind_protocols(context: JobContext) -> None:
    """Each morning; each review and each term is told once."""
    remind_of_protocols(day_of(context.at), at=context.at)


@job("wipe-rehearsals", title=N_("Wipe the rehearsals of votes opened more than a week ago"))
def wipe_rehearsals(context: JobContext) -> None:
    """What was forgotten goes; a rehearsal is no fact."""
    wipe_old_rehearsals(context.at - REHEARSALS_KEPT)


EXPORT = export_job.EXPORT_JOB  # named here, so that the worker knows it
REPORT = make_report

ERRANDS = (
    EveryMinute("send-mail", lambda clock: send_due_mails(clock=clock)),
    EveryMinute("send-webhooks", send_due_webhooks),
    EveryMinute("open-consultations", open_what_is_due),
    EveryMinute("count-votes", close_what_is_due),
    EveryMinute("clear-secret-votes", clear_closed_secret_votes),
    EveryMinute("remind-of-consultations", remind_what_is_due),
    EveryMinute("tell-results-of-consultations", tell_results),
    EveryMinute("remind-of-evaluations", remind_of_evaluations),
)
DAILIES = (
    Daily("forget-done-jobs", hour=3),
    Daily("forget-webhook-deliveries", hour=3),
    Daily("forget-old-sign-ins", hour=3),
    Daily("wipe-rehearsals", hour=3),
    Daily(FORGET, hour=3),
    Daily("read-failed-mails", hour=4),
    Daily("note-data-due", hour=4),
    Daily("forget-exports", hour=3),
    Daily("write-exits", hour=7),
    Daily("remind-of-payments", hour=8),
    Daily("remind-of-protocols", hour=8),
)


def init_app(app: Flask) -> None:
    """Give the application its queue."""
    install_jobs(app, errands=ERRANDS, dailies=DAILIES)


@mail_waiting.connect
def wake_the_sender(application: Flask) -> None:
    """A mail was queued and committed: send it now rather than within the minute."""
    application.extensions["jobs"].wake("errand", "send-mail")


@delivery_waiting.connect
def wake_the_webhooks(application: Flask) -> None:
    """A delivery was queued and committed: make the call now rather than within the minute."""
    application.extensions["jobs"].wake("errand", "send-webhooks")
