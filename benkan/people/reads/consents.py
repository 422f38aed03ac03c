"""Answers in force, and the texts that may be said."""

from benkan.people.models import Consent, Registration, SpokenText


def consents_in_force(registration: Registration) -> dict[str, Consent]:
    """The latest answer for each purpose that was asked."""
    return {consent.purpose: consent for consent in registration.consents.order_by("at", "id")}


def texts_signed() -> list[SpokenText]:
    """The latest signed version in each language, French first. What nobody signed is never shown."""
    latest = {text.language: text for text in SpokenText.objects.exclude(signed_by="").order_by("signed_on", "version")}
    return sorted(latest.values(), key=lambda text: (text.language != "français", text.language))
