"""What pages ask of accounts, organisations and agreements."""

from benkan.organisations.reads.actors import actors, names_of, places_of, present_at

__all__ = ["actors", "names_of", "places_of", "present_at"]
