"""A second factor: set up with the secret that the page shows, asked at the next sign-in; a key that enters alone."""

import re
import time
from email import message_from_bytes, policy
from pathlib import Path

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from benkan.common import clock
from tests.journeys.people import WORKED_WITHIN

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _code(secret: str, later: int = 0) -> str:
    """What the application on her telephone shows, now or `later` half-minutes from now."""
    step = int(clock.now().timestamp()) // 30 + later
    return format_hotp_value(hotp_value(secret.replace(" ", ""), step))


def _link_mailed(folder: Path) -> str:
    """The path of the link in the letter that the worker wrote."""
    deadline = time.monotonic() + WORKED_WITHIN
    while time.monotonic() < deadline:
        for file in folder.glob("*.log"):
            if found := re.search(r"/mot-de-passe/lien/\S+", _text(file)):
                return found.group()
        time.sleep(0.2)
    raise AssertionError(f"no letter came to {folder}")


def _text(file: Path) -> str:
    return message_from_bytes(file.read_bytes(), policy=policy.default).get_content()


def _leaves(somebody):
    somebody.opens("/sortir/").presses("Fermer ma session").is_at("/entrer/")


def test_a_code_of_the_telephone_follows_the_password(person):
    moussa = person("moussa", phone=True).signs_in()
    moussa.opens("/mon-compte/").sees("Mes rôles", "Service d’accueil des retours").follows("En mettre un en place")
    moussa.follows("Ajouter une application")
    secret = moussa.page.locator("#secret").inner_text()
    moussa.fills("Code", "000000").presses("Mettre en place").is_told("Ce code ne va pas")
    moussa.fills("Code", _code(secret)).presses("Mettre en place").sees(
        "Codes de secours", "Ils ne seront plus montrés"
    )
    rescue = moussa.page.locator(".codes .code").first.inner_text()
    moussa.follows("C’est noté").sees("en place")

    _leaves(moussa)
    moussa.signs_in().sees("Votre second facteur")
    moussa.fills("Code", _code(secret, later=1)).presses("Entrer").sees("Aujourd’hui")

    _leaves(moussa)
    moussa.signs_in().fills("Code", rescue).presses("Entrer").sees("Aujourd’hui")


def test_a_key_enters_alone(person):
    kadiatou = person("kadiatou").signs_in()
    browser = kadiatou.page.context.new_cdp_session(kadiatou.page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    kadiatou.opens("/mon-compte/second-facteur/").follows("Ajouter une clé d’accès")
    kadiatou.page.get_by_label("Entrer avec elle seule").check()
    kadiatou.page.get_by_role("button", name="Ajouter cette clé").click()
    kadiatou.is_at("/codes/").sees("Codes de secours")

    _leaves(kadiatou)
    kadiatou.page.get_by_role("button", name="Entrer avec une clé d’accès").click()
    kadiatou.is_at("/$").sees("Aujourd’hui", "Kadiatou Diarra")


def test_a_password_that_was_forgotten_is_chosen_anew_by_mail(person, platform):
    awa = person("awa", phone=True).opens("/entrer/").follows("Mot de passe oublié")
    awa.fills("Adresse électronique", "awa@exemple.ml").presses("Recevoir un lien").sees("Si un compte existe")
    awa.opens(_link_mailed(platform.mail)).sees("Bienvenue dans Benkan")
    awa.fills("Nouveau mot de passe", "une phrase que moi seule connais")
    awa.fills("Le même, une seconde fois", "une phrase que moi seule connais").presses("Garder ce mot de passe")
    awa.follows("Entrer").fills("Adresse électronique", "awa@exemple.ml")
    awa.fills("Mot de passe", "une phrase que moi seule connais").presses("Entrer").sees("Aujourd’hui")
