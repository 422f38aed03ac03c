"""Each answer says how long it took and what the database was asked."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse

from benkan.common.timing import ServerTiming


@pytest.mark.django_db
def test_an_answer_says_its_time_and_its_queries(rf):
    def page(request):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.execute("SELECT 2")
        return HttpResponse("ok")

    said = ServerTiming(page)(rf.get("/"))["Server-Timing"]
    assert re.fullmatch(r'app;dur=\d+\.\d, db;dur=\d+\.\d;desc="2 queries"', said)
