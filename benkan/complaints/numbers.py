"""The number on her slip, the four digits she chooses, and the mark by which an erasure finds her complaints."""

import re
import secrets

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import salted_hmac
from stdnum import damm

MOST_TRIES = 5  # wrong digits in a row, after which a day passes: four digits are guessed in no time otherwise
LOCKED_HOURS = 24
EASY = frozenset({"1234", "4321", *(digit * 4 for digit in "0123456789")})


def new_number() -> str:
    """« R-4827-1935-6 »: eight digits drawn by chance and a check digit (Damm). No order: an order would count them."""
    digits = f"{secrets.randbelow(100_000_000):08}"
    return f"R-{digits[:4]}-{digits[4:]}-{damm.calc_check_digit(digits)}"


def number_typed(text: str) -> str | None:
    """A number as somebody typed it, in our spelling; None where it is none, or its check digit disagrees."""
    match = re.fullmatch(r"R?(\d{4})(\d{4})(\d)", re.sub(r"[\s\-–.]", "", text.upper()))
    if not match or not damm.is_valid("".join(match.groups())):
        return None
    return "R-" + "-".join(match.groups())


def code_typed(text: str) -> str | None:
    """Her four digits, or None."""
    digits = re.sub(r"[\s\-.]", "", text)
    return digits if re.fullmatch(r"[0-9]{4}", digits) else None


def hashed(code: str) -> str:
    """As a password is. Whoever steals the database may find four digits: they open no sealed word."""
    return make_password(code)


def is_code(code: str, held: str) -> bool:
    return check_password(code, held)


def file_mark(file_number: str) -> str:
    """What stands for her file beside a complaint: keyed, so that a stolen table does not say who complained."""
    return salted_hmac(
        "benkan.complaints.file", file_number, secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()
