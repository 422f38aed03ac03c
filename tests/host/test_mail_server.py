"""The doctor tries the mail server before a first invitation is lost, and says what to look at."""

import smtplib
import socket
import ssl

import pytest

from benkan.host import letters


class Server:
    """A mail server that answers what it is told to."""

    def __init__(self, answer: Exception | None):
        self.answer, self.closed = answer, False

    def open(self):
        if self.answer:
            raise self.answer

    def close(self):
        self.closed = True


@pytest.fixture
def at(monkeypatch, settings, tmp_path):
    monkeypatch.setenv("BENKAN_DATA", str(tmp_path))
    monkeypatch.delenv("BENKAN_DEMO", raising=False)
    settings.MAIL_IS_SENT, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "courriel.exemple.ml", 587

    def asked(answer: Exception | None = None):
        server = Server(answer)
        monkeypatch.setattr("django.core.mail.get_connection", lambda **_: server)
        found = letters.mail_server()
        assert server.closed
        return found

    return asked


def test_one_that_takes_us_in_is_well_and_named(at):
    found = at()
    assert (found.well, found.awaits, found.idle) == (True, False, False)
    assert "courriel.exemple.ml, port 587" in found.says


@pytest.mark.parametrize(
    ("answer", "look_at"),
    [
        (smtplib.SMTPAuthenticationError(535, b"awa@exemple.ml: bad"), "BENKAN_MAIL_PASSWORD_FILE"),
        (smtplib.SMTPNotSupportedError("STARTTLS extension not supported"), "BENKAN_MAIL_SECURITY"),
        (ssl.SSLCertVerificationError("self-signed"), "certificat"),
        (socket.gaierror(-2, "Name or service not known"), "BENKAN_MAIL_HOST"),
        (ConnectionRefusedError(111, "Connection refused"), "BENKAN_MAIL_PORT"),
        (TimeoutError("timed out"), "pare-feu"),
        (smtplib.SMTPServerDisconnected("closed"), "BENKAN_MAIL_PORT"),
    ],
)
def test_one_that_does_not_is_an_alarm_with_what_to_look_at_and_no_address(at, answer, look_at):
    found = at(answer)
    assert (found.well, look_at in found.says, "awa@" in found.says) == (False, True, False)


def test_none_is_asked_where_none_was_wanted(at, settings, monkeypatch):
    settings.MAIL_IS_SENT = False
    assert letters.mail_server().idle
    monkeypatch.setenv("BENKAN_DEMO", "true")
    assert "démonstration" in letters.mail_server().says
