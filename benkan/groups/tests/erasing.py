"""Somebody is erased, at her own request, by those who decide it."""

from benkan.people import writes as people
from benkan.workbooks.tests.at_once import as_


def erase(case) -> None:
    with as_("kadiatou") as by:
        asked = people.note_request(by=by, kind="effacement", registration=case.registration)
    with as_("hawa") as hawa:
        asked = people.decide_request(by=hawa, request=asked, granted=True)
    with as_("kadiatou") as by:
        people.erase(by=by, request=asked)
