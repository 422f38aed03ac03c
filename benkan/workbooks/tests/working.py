"""The worker, in the test's own transaction."""

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from benkan.organisations.jobs import run


def jobs(name: str = "benkan.run") -> list[ProcrastinateJob]:
    """What was asked of the worker, the first asked first."""
    return list(ProcrastinateJob.objects.filter(task_name=name).order_by("id"))


def work() -> None:
    """Do the jobs that were asked for, all of them, again if need be."""
    for job in jobs():
        run(**job.args)


def killed_for_good() -> None:
    """Every job that waits killed its worker as often as it was taken up (`jobs.take_up_again`): it is given up."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE status = 'todo'")
