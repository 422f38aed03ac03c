"""What requests of persons tell those who answer them."""

from benkan.notices.kinds import declare
from benkan.people.permissions import ANSWER_REQUEST, DECIDE_REQUEST

REQUEST_TO_DECIDE = declare(
    "people.request_to_decide", "Une demande d’une personne attend votre décision", DECIDE_REQUEST
)
REQUEST_TO_DO = declare("people.request_to_do", "Une demande d’une personne est accordée, à faire", ANSWER_REQUEST)
REQUEST_TO_FIND = declare("people.request_to_find", "Le dossier d’une demande est à retrouver", ANSWER_REQUEST)
