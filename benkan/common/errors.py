"""The refusals that people meet. Each carries its sentence: what happened, where, what to do."""


class Refused(Exception):
    """The person may not do this. Answered 403 with the sentence, by one middleware."""


class Impossible(Exception):
    """The thing cannot be done as it stands (a status, a missing answer). Answered 409 with the sentence."""
