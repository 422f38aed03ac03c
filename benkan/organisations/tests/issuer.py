"""A small issuer (OpenID Connect) for tests: on this machine alone, with keys made for the occasion."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "benkan", "a secret of the tests"


class FakeIssuer:
    """Vouches for whoever `claims` says. `url` is its address; `asked` what it was asked, the latest last."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict = {}
        self.userinfo: dict | None = None
        self.challenges: dict[str, str] = {}
        self.asked: list[str] = []
        handler = type("Handler", (_Handler,), {"issuer": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        # It looks every so many seconds whether it was told to stop, and its end is waited for.
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def authorise(self, address: str) -> dict[str, str]:
        """What a browser brings back from its sign-in page: the code and the state."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = asked["code_challenge"]
        return {"code": code, "state": asked["state"]}

    def token(self, form: dict[str, list[str]]) -> dict:
        digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if self.challenges.pop(form["code"][0]) != challenge:
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "tests"})
        return {"access_token": "one", "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def configuration(self) -> dict:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorise",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }


class _Handler(BaseHTTPRequestHandler):
    issuer: FakeIssuer

    def do_GET(self):
        path = urlsplit(self.path).path
        self.issuer.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return self._answer(self.issuer.configuration())
        if path == "/userinfo":
            return self._answer(self.issuer.claims if self.issuer.userinfo is None else self.issuer.userinfo)
        return self.send_error(404)

    def do_POST(self):
        self.issuer.asked.append(self.path)
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        return self._answer(self.issuer.token(form))

    def _answer(self, content: dict) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Tests are quiet."""
