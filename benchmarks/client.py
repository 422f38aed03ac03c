"""A browser's worth of HTTP: cookies, forms, redirects, and what the server says of its own time. To 127.0.0.1 only."""

import gzip
import http.client
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

_DURATION = re.compile(r"app;dur=([\d.]+), db;dur=([\d.]+);desc=\"(\d+)")


@dataclass(frozen=True)
class Answer:
    """One answer: status, the server's milliseconds and queries, the page's weight as it would travel."""

    status: int
    milliseconds: float
    database: float
    queries: int
    served: int
    compressed: int
    location: str = ""
    text: str = ""


class Browser:
    def __init__(self, port: int):
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def get(self, path: str, headers: dict | None = None) -> Answer:
        return self._ask("GET", path, headers=headers)

    def post(self, path: str, answers: list[tuple[str, str]] | dict, headers: dict | None = None) -> Answer:
        pairs = list(answers.items()) if isinstance(answers, dict) else list(answers)
        body = urlencode([*pairs, ("csrfmiddlewaretoken", self.cookies.get("csrftoken", ""))])
        return self._ask("POST", path, body, headers)

    def sign_in(self, email: str, password: str) -> bool:
        self.get("/entrer/")
        return self.post("/entrer/", {"login": email, "password": password}).status == 302

    def _ask(self, method: str, path: str, body: str | None = None, headers: dict | None = None) -> Answer:
        sent = {"Accept-Encoding": "gzip", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        try:
            self.connection.request(method, path, body, sent | (headers or {}))
            answer = self.connection.getresponse()
        except (http.client.HTTPException, ConnectionError):
            # A kept connection that the server has closed meanwhile: once more, on a new one.
            self.connection.close()
            self.connection.request(method, path, body, sent | (headers or {}))
            answer = self.connection.getresponse()
        data = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        plain = gzip.decompress(data) if answer.getheader("Content-Encoding") == "gzip" else data
        said = _DURATION.search(answer.getheader("Server-Timing") or "")
        milliseconds, database, queries = said.groups() if said else ("nan", "nan", "0")
        return Answer(
            answer.status, float(milliseconds), float(database), int(queries), len(data), len(gzip.compress(plain, 6)),
            answer.getheader("Location") or "", plain.decode("utf-8", "replace"),
        )  # fmt: skip
