"""What training says on her own printed file."""

from benkan.cases.tests.factories import accompanied
from benkan.people import printed
from benkan.training.tests.factories import a_finished_session


def test_her_training_and_the_paper_she_left_with(by):
    case = accompanied(by)
    a_finished_session(by, case)
    (line,) = printed.told(by, case.registration, "formations").lines
    assert line.cells[:2] == ("Maçonnerie", "Kayes")
    assert line.cells[3] == "Service d’accueil des retours"
    assert printed.told(by, case.registration, "transmis").lines == []  # held in her own organisation
