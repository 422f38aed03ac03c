"""The platform's hashing of passwords, quick: what it writes, the served platform of the journeys reads."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class OnceHashed(PBKDF2PasswordHasher):
    iterations = 1
