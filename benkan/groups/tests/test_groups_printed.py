"""What groups say on her own printed file."""

from benkan.groups.tests.factories import a_group
from benkan.people import printed


def test_the_project_that_she_shares_and_what_she_brought(by):
    group = a_group(by, returnees=1, hosts=1)
    her = group.members.get(case__isnull=False)
    (line,) = printed.told(by, her.case.registration, "projets").lines
    assert line.cells[0] == "Coopérative Jigiya"
    assert line.cells[2].startswith("10")
    assert line.cells[4] == ""
