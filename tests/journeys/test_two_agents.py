"""Two agents at one desk, at the same moment: each token is taken once, and nobody is lost."""

import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

import pytest

from benkan.demo.cast import DOMAIN, PASSWORD


class Agent:
    """A signed-in browser without a screen, so that two of them can press at the same moment."""

    def __init__(self, url: str, key: str):
        self.url = url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.sends("/entrer/", login=f"{key}@{DOMAIN}", password=PASSWORD)

    def opens(self, address: str) -> str:
        with self.opener.open(self.url + address) as answer:
            return answer.read().decode()

    def sends(self, address: str, **answers) -> str:
        hidden = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.opens(address))[1]
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": hidden, **answers}).encode()
        try:
            with self.opener.open(self.url + address, body) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.read().decode()


@pytest.fixture
def desk(person):
    """The address of a convoy that Awa has announced at Gogui for today."""
    awa = person("awa").signs_in()
    awa.opens("/arrivees/annoncer/")
    awa.page.get_by_label("Jour d’arrivée").fill(awa.page.evaluate("new Date().toLocaleDateString('sv')"))
    awa.selects("Point d’entrée", "Gogui").selects("Pays de départ", "Mauritanie")
    awa.fills("Personnes annoncées, en tout", "40").presses("Annoncer ce convoi")
    return urllib.parse.urlsplit(awa.page.url).path


def test_two_agents_never_take_the_same_token(platform, desk):
    agents = [Agent(platform.url, "awa"), Agent(platform.url, "moussa")]
    with ThreadPoolExecutor(2) as both:
        for token in range(1, 9):
            answers = list(
                both.map(
                    lambda agent, token=token: agent.sends(
                        f"{desk}enregistrer/", token=token, sex="M", given_names=f"Invente {token}"
                    ),
                    agents,
                )
            )
            lost = ["déjà" in answer for answer in answers]
            won = [f"Jeton {token:03}" in answer and not told for answer, told in zip(answers, lost, strict=True)]
            assert sorted(won) == [False, True], f"token {token}: won {won}"
            assert sorted(lost) == [False, True], f"token {token}: told {lost}"
    page = agents[0].opens(desk)
    assert [f"{token:03}" in page for token in range(1, 9)] == [True] * 8
