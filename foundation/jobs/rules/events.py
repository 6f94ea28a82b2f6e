"""Names of the audit facts of jobs, and their sentences."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class JobEvent(StrEnum):
    """What a person did to a job."""

    JOB_RETRIED = "jobs:job:retried"


EVENT_SENTENCES: dict[str, str] = {
    JobEvent.JOB_RETRIED: N_("Started again the job %(kind)s, which had failed."),
}
