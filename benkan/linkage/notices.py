"""What is told of pairs of two organisations: that there is one, never of whom."""

from benkan.linkage.permissions import ANSWER, REVIEW
from benkan.notices.kinds import declare

ASKED = declare(
    "linkage.asked", "Un autre acteur demande si vous connaissez une personne dont vous tenez un dossier", ANSWER
)
NAMED = declare("linkage.named", "Un acteur vous dit qu’il connaît une personne de vos dossiers", REVIEW)
OPENED = declare("linkage.opened", "Un acteur vous ouvre l’identité d’une personne, avec son accord", REVIEW)
