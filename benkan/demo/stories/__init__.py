"""What is told of the people of the demonstration after their arrival, each story by itself, through the writes."""

from benkan.demo.stories import (
    already_helped,
    assessment,
    between_actors,
    complaints,
    deliveries,
    events,
    followup,
    grant_changes,
    groups,
    linkage,
    moving,
    plans,
    referrals,
    safeguarding,
    training,
)

# In this order: each takes people whom nobody accompanies yet; who is accompanied by then is assessed.
TOLD = (
    followup,
    plans,
    grant_changes,
    deliveries,
    referrals,
    moving,
    assessment,
    complaints,
    training,
    groups,
    events,
    safeguarding,
    linkage,
    between_actors,  # of people of its own
    already_helped,
)


def tell_all() -> None:
    """Every story, up to now."""
    for story in TOLD:
        story.tell()
