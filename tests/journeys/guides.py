"""Pictures of docs/guides, taken at the screens of the invented demonstration: `make guides`.

Nothing here is a test, and the suite does not collect it: `tests/house/test_guides.py` checks that every picture a
guide names is there. People and their words are those of the journeys, so that what is pictured is also what axe has
checked.
"""

import datetime as dt
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "images" / "guides"
UGLY = ROOT / "examples" / "liste_arrivee_inventee.xlsx"
PORT = int(os.environ.get("PORT", "8251"))
MOST = 60_000  # octets of one picture: guides are read on slow lines
PHONE, DESK, FORM = (360, 600), (1000, 540), 640
PIN = "482913"
# Under what is shown of a page, and under the actions that stay in reach, stand the words that end it, « données
# inventées »; the bar of a desk is left out.
# A day is shown as a French browser shows it: the machine that pictures may have an English one.
FRAME = """() => {
  for (const field of document.querySelectorAll("input[type=date], input[type=time]")) {
    const {type, value} = field;
    Object.assign(field, {type: "text", placeholder: type === "date" ? "jj/mm/aaaa" : "--:--"});
    field.value = type === "date" ? value.split("-").reverse().join("/") : value;
  }
  const main = document.querySelector("main").getBoundingClientRect(), foot = document.querySelector("footer");
  Object.assign(foot.style, {position: "fixed", bottom: 0, left: `${main.left}px`, width: `${main.width}px`,
    margin: 0, padding: "6px 16px", background: "#fff", fontSize: "13px", boxSizing: "border-box", zIndex: 9});
  for (const bar of document.querySelectorAll(".answers, .actions.reach")) bar.style.bottom = `${foot.offsetHeight}px`;
  const top = innerWidth > 600 ? main.top : 0;
  return {x: main.left, y: top, width: main.width, height: innerHeight - top};
}"""
MOVED = "footer, .answers, .actions.reach"
RESTORED = f"for (const one of document.querySelectorAll('{MOVED}')) one.removeAttribute('style')"


def main() -> None:
    with tempfile.TemporaryDirectory() as data, served(Path(data)) as url, sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=_chromium(), args=arguments)
        shutil.rmtree(PICTURES, ignore_errors=True)
        PICTURES.mkdir(parents=True)
        guides = Guides(browser, url)
        guides.of_reception()
        guides.of_accompaniment()
        guides.of_the_focal_point()
        guides.of_administration()
        guides.of_the_commission()
        guides.of_the_secretariat()
        guides.of_data_protection()
        guides.of_the_platform()
        guides.of_complaints()
        guides.of_the_shared_phone()
        guides.of_pairs()
        guides.of_what_leaves()
        browser.close()
    heavy = {path.name: path.stat().st_size for path in PICTURES.glob("*.png") if path.stat().st_size > MOST}
    if heavy:
        sys.exit(f"heavier than {MOST} octets, show less of the page: {heavy}")


class Guides:
    """One method for each guide: what its person does, and what is pictured on the way."""

    def __init__(self, browser: Browser, url: str):
        self.browser = browser
        self.url = url

    def person(self, key: str, size: tuple[int, int], *, signs_in: bool = True):
        from tests.journeys.people import Person  # needs the program's settings

        width, height = size
        context = self.browser.new_context(
            base_url=self.url, viewport={"width": width, "height": height}, locale="fr-FR", reduced_motion="reduce"
        )
        somebody = Person(key, context.new_page())
        return somebody.signs_in() if signs_in else somebody

    def of_reception(self):
        awa = self.person("awa", PHONE)
        awa.follows("Ouvrir l’arrivée").sees("pas encore comptés")
        pictured(awa, "accueil-convoi")
        awa.follows("Enregistrer, jeton 001")
        awa.fills("Prénom(s)", "Kadidia").fills("Nom de famille", "Ongoïba").chooses("Sexe", "Femme")
        awa.fills("Âge ou naissance", "vers 1998")
        pictured(awa, "accueil-enregistrer")
        awa.presses("Enregistrer, jeton suivant").sees("Jeton 001 enregistré")
        awa.fills("Jeton", "1").fills("Prénom(s)", "Demba").presses("Enregistrer, jeton suivant")
        awa.sees("Le jeton 001 est déjà pris")
        pictured(awa, "accueil-jeton-pris")
        awa.fills("Jeton", "2").presses("Noter une tête sans nom").sees("Un refus ne retarde rien")
        pictured(awa, "accueil-sans-nom")

    def of_accompaniment(self):
        kadiatou = self.person("kadiatou", DESK)
        kadiatou.opens("/dossiers/").follows("Kadidia Ongoïba").sees("À faire maintenant")
        pictured(kadiatou, "accompagnement-dossier")
        kadiatou.follows("Demander le consentement").sees("À dire à voix haute")
        pictured(kadiatou, "accompagnement-consentement")
        kadiatou.opens("/dossiers/").follows("Kadidia Ongoïba").follows("Noter le contact sûr")
        pictured(kadiatou, "accompagnement-contact-sur")
        # What she asks is what the delegate decides.
        kadiatou.opens("/dossiers/").follows("Kadidia Ongoïba").follows("Noter une demande")
        kadiatou.chooses("Ce qu’elle demande", "Rectification").presses("Noter la demande").sees("La demande est notée")

    def of_the_focal_point(self):
        issa = self.person("issa", DESK)
        issa.opens("/arrivees/annoncer/")
        pictured(issa, "point-focal-annoncer")
        issa.opens("/").follows("Ouvrir l’arrivée").follows("Joindre une liste").brings(UGLY)
        issa.chooses("Ces personnes sont-elles arrivées", "Oui, la liste est celle des personnes reçues")
        issa.presses("Lire cette liste")
        issa.page.get_by_text("personnes lues").first.wait_for(timeout=60_000)
        pictured(issa, "point-focal-verifier")

    def of_administration(self):
        fanta = self.person("fanta", DESK)
        fanta.opens("/mon-organisation/")
        pictured(fanta, "administration-membres")
        fanta.follows("Kadiatou Diarra").sees("Rôles en cours")
        pictured(fanta, "administration-membre")
        fanta.opens("/accords/")
        pictured(fanta, "administration-accords")

    def of_the_commission(self):
        aminata = self.person("aminata", DESK).opens("/financements/").sees("à décider,")
        pictured(aminata, "commission-demandes", tall=470)
        aminata.follows("Noter une séance").fills("Séance du", dt.datetime.now(dt.UTC).date().isoformat())
        aminata.fills("Qui siège", "Directrice des programmes, Agence Djigui").presses("Noter la séance")
        aminata.page.set_viewport_size({"width": 800, "height": 620})
        aminata.opens(aminata.page.url).sees("demandes à décider")
        pictured(aminata, "commission-seance")

    def of_the_secretariat(self):
        salimata = self.person("salimata", (DESK[0], 480))  # rows of small words weigh more
        pictured(salimata, "secretariat-aujourdhui")
        salimata.opens("/acteurs/")
        pictured(salimata, "secretariat-acteurs")

    def of_complaints(self):
        """Noted at a desk against its own service, read outside it."""
        adama = self.person("adama", DESK)
        adama.opens("/plaintes/destinataires/").selects("Qui", "Yacouba Sanogo, Agence Djigui")
        adama.chooses("Pour quelles plaintes", "Une attente trop longue").presses("Nommer cette personne")
        moussa = self.person("moussa", PHONE)
        moussa.opens("/plaintes/noter/")
        moussa.chooses("De quoi se plaint-elle", "Une attente trop longue")
        moussa.fills("Ce qu’elle dit", "Trois jours assise devant le bureau, sans que l’on m’appelle.")
        pictured(moussa, "plaintes-noter")
        moussa.chooses("De qui se plaint-elle", "Un bureau, ou quelqu’un d’un autre organisme")
        moussa.fills("Quatre chiffres qu’elle choisit", "4829").presses("Noter la plainte")
        yacouba = self.person("yacouba", DESK)
        yacouba.opens("/plaintes/a-examiner/").follows("R-").sees("Trois jours assise")
        pictured(yacouba, "plaintes-une", tall=480)

    def of_data_protection(self):
        hawa = self.person("hawa", DESK).sees("1 demande attend votre décision")
        pictured(hawa, "protection-aujourdhui")
        hawa.follows("Rectification").follows("Décider")
        pictured(hawa, "protection-decider")
        hawa.opens("/fins-de-conservation/")
        pictured(hawa, "protection-fins")

    def of_what_leaves(self):
        """A masked pair, as who asked reads it: of the other actor, a word."""
        kadiatou = self.person("kadiatou", (620, 300)).opens("/dossiers/").fills("Chercher une personne", "Sanou")
        kadiatou.follows("Nièlè Sanou").follows("Un autre acteur la connaît probablement")
        pictured(kadiatou, "ce-qui-sort-masque")

    def of_the_platform(self):
        adama = self.person("adama", DESK)
        adama.opens("/organisations/")
        pictured(adama, "plateforme-organisations")
        adama.opens("/seuils/organisations.dormant_days/changer/")
        pictured(adama, "plateforme-seuil")
        adama.opens("/sante/detail/")
        pictured(adama, "plateforme-etat")

    def of_the_shared_phone(self):
        fanta = self.person("fanta", DESK).opens("/postes/").fills("Nom de l’appareil", "Téléphone 1")
        fanta.selects("Lieu", "Gogui").presses("Préparer ce poste").sees("Lien à ouvrir sur l’appareil")
        link = fanta.page.locator(".code").inner_text().strip()
        awa = self.person("awa", PHONE).opens("/mon-compte/codes-scelles/").presses("Faire dix codes")
        awa.sees("ne seront plus jamais montrés")
        pictured(awa, "poste-codes-scelles")
        code = awa.page.locator("ol .code").first.inner_text()
        phone = self.person("awa", PHONE, signs_in=False)
        phone.opens(link).presses("Faire de cet appareil le poste").follows("Prendre mon service")
        phone.fills("Adresse électronique", "awa@exemple.ml").fills("Code scellé", code)
        phone.fills("Code PIN que vous choisissez", PIN).fills("Le même, une seconde fois", PIN)
        pictured(phone, "poste-prendre-service")
        phone.presses("Prendre mon service").sees("de service").follows("Passer la main")
        pictured(phone, "poste-passer-la-main")
        phone.presses("Passer la main").sees("Qui prend l’appareil")
        pictured(phone, "poste-qui-prend")

    def of_pairs(self):
        kadiatou = self.person("kadiatou", (DESK[0], 660)).opens("/rapprochements/")
        kadiatou.follows("Fousseyni Coulibaly").sees("Pourquoi cette proposition")
        pictured(kadiatou, "rapprochements-paire", tall=600)
        issa = self.person("issa", (DESK[0], 540)).opens("/rapprochements/lot/").sees("Tout cocher")
        pictured(issa, "rapprochements-lot")


def pictured(somebody, name: str, *, tall: int = 0) -> None:
    """Picture what is on her screen, from its top, with the words that say it is invented; `tall`: less of it."""
    page = somebody.page
    expect(page.locator(".htmx-request")).to_have_count(0)  # a field that is asking is grey
    page.evaluate("scrollTo(0, 0)")
    width, height = page.viewport_size["width"], page.viewport_size["height"]
    if width > PHONE[0] and page.locator("main.narrow").count():  # a form is half as wide, and weighs half
        page.set_viewport_size({"width": width, "height": FORM})
    if tall:
        page.set_viewport_size({"width": width, "height": tall})
    frame = page.evaluate(FRAME)
    page.screenshot(path=PICTURES / f"{name}.png", clip=frame, animations="disabled", caret="hide")
    page.evaluate(RESTORED)
    page.set_viewport_size({"width": width, "height": height})


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The demonstration, on a database of its own in `data`; its address. Ends with it."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("BENKAN_", "DATABASE_"))}
    with closing(socket.socket()) as probe:
        if probe.connect_ex(("127.0.0.1", PORT)) == 0:
            sys.exit(f"Something is already served on port {PORT}: stop it, or choose another, PORT=…")
    command = [Path(sys.executable).with_name("benkan"), "serve", "--demo", "--port", str(PORT)]
    with open(data / "serve.log", "w", encoding="utf-8") as log:
        process = subprocess.Popen(command, env=known | {"BENKAN_DATA": str(data / "data")}, stdout=log, stderr=log)
    try:
        _wait_for(process, data / "serve.log")
        yield f"http://localhost:{PORT}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _wait_for(process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 300  # the invented caseload is written first
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/sante/", timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    sys.exit(f"The demonstration did not start on port {PORT}:\n{log.read_text(encoding='utf-8')[-2000:]}")


def _chromium() -> str:
    for name in (os.environ.get("BENKAN_CHROMIUM"), "chromium", "chromium-browser"):
        if name and (found := shutil.which(name)):
            return found
    sys.exit("Il faut Chromium pour prendre ces images\u00a0: apt-get install chromium (ou BENKAN_CHROMIUM=…).")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benkan.config.settings")
    django.setup()
    main()
