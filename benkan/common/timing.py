"""How long the answer took, said in the answer itself: `Server-Timing: app;dur=12.3, db;dur=4.5;desc="9 queries"`.

Stands first among the middleware, so that it counts them all. What the bench measures and what a browser's tools show
are then the same figure.
"""

import time

from django.db import connection


class ServerTiming:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        asked = _Asked()
        begun = time.perf_counter()
        with connection.execute_wrapper(asked):
            response = self.get_response(request)
        took = time.perf_counter() - begun
        response["Server-Timing"] = (
            f'app;dur={took * 1000:.1f}, db;dur={asked.seconds * 1000:.1f};desc="{asked.queries} queries"'
        )
        return response


class _Asked:
    """Counts what the database is asked, and how long it took to answer."""

    def __init__(self):
        self.queries, self.seconds = 0, 0.0

    def __call__(self, execute, sql, params, many, context):
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.seconds += time.perf_counter() - begun
