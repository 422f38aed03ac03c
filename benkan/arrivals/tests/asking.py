"""How the tests of pages ask, and read what is answered."""

import re

from django.urls import reverse

ANSWERS = {"token": "1", "given_names": "Fousseyni", "family_name": "Coulibaly", "sex": "M", "birth": "vers 1998"}


def at(name, desk=None, **asked):
    """The address of a page of arrivals, of the desk's convoy if one is given."""
    address = reverse(f"arrivals:{name}", args=[desk.convoy_id] if desk else [])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in asked.items())}" if asked else address


def text(answer) -> str:
    """The page with ordinary spaces."""
    return re.sub(r"\s+", " ", answer.content.decode().replace("\u00a0", " ").replace("\u202f", " "))


def post(client, address, **answers):
    return client.post(address, answers)
