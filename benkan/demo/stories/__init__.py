"""What is told of the people of the demonstration after their arrival, each story by itself, through the writes."""

from benkan.demo.stories import assessment, plans, referrals

# In this order: who is assessed is accompanied from then on, and the stories after take up the same people.
TOLD = (assessment, plans, referrals)


def tell_all() -> None:
    """Every story, up to now."""
    for story in TOLD:
        story.tell()
