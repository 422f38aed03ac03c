"""What the tests of the doors share: letters that the worker would send, and ways in."""

from urllib.parse import urlsplit

from django.core import mail
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from benkan.demo.cast import PASSWORD
from benkan.organisations.doors.mail import send

ANOTHER = "une phrase que moi seule connais"


def letters_asked() -> list[dict]:
    """What waits for the worker, the oldest first."""
    return list(ProcrastinateJob.objects.filter(task_name="benkan.mail").order_by("id").values_list("args", flat=True))


def letters_sent() -> list:
    """Do the worker's part of all that waits; gives the letters."""
    before = len(mail.outbox)
    for args in letters_asked():
        send(**args)
    return mail.outbox[before:]


def link_in(letter) -> str:
    """The path of the link of a letter."""
    line = next(line for line in letter.body.splitlines() if "/mot-de-passe/lien/" in line)
    return urlsplit(line).path


def enters(account, password: str = PASSWORD, client: Client | None = None):
    """Sign in on the page, as a person does; gives the client and its answer."""
    client = client or Client()
    return client, client.post(reverse("account_login"), {"login": account.email, "password": password})


def is_in(client: Client) -> bool:
    return client.get(reverse("home")).status_code == 200
