"""Who she is, and what stood before she came, for the journey from Gao to Yélimané."""

GIVEN_NAMES, FAMILY = "Fatoumata", "Camara"
NAME = f"{GIVEN_NAMES} {FAMILY}"
SAFE_NUMBER = "66 00 44 55"
TRADE = "Teinture et savon"
HER_PLACE = "Chez elle, ou là où elle travaille"
SOAP, TUB = "Atelier de savon", "Bac à teinture"
# The service is present at Gao, texts are said, agreements signed, ceilings known, a centre has room; as long as the
# platform opens, every delivery is checked.
GIVEN = """
import datetime as dt
import django
django.setup()
from benkan.cases.delivery_thresholds import CHECK_ONE_IN
from benkan.cases.tests.paying import capped
from benkan.common import clock
from benkan.demo.cast import DOMAIN, PASSWORD, account_of, body_of
from benkan.offers.tests.factories import an_offer, region
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.founding import founding
from benkan.organisations.tests.agreeing import proposed, signatory
from benkan.organisations.writes import give_membership, open_account, open_presence, sign_agreement
from benkan.organisations.writes.thresholds import change_threshold
from benkan.people.writes.consents import sign_for_demonstration
from benkan.places.models import Place
from tests.journeys.months import moment
with clock.at(moment() - dt.timedelta(days=1)):
    with founding() as by:
        open_presence(by=by, organisation=body_of("SAR"), place=Place.objects.get(slug="hub-gao"))
        trainer = open_account(by=by, email=f"bakary@{DOMAIN}", name="Bakary Niakaté", password=PASSWORD)
        give_membership(by=by, account=trainer, organisation=body_of("YIRIWA"), role="accompagnement")
    yiriwa, keeper = signatory("YIRIWA"), signatory("YIRIWA", key="offres", role="point_focal")
    with entered(door="open"):
        hawa, fanta, drissa, mariam = (account_of(key) for key in ("hawa", "fanta", "drissa", "mariam"))
        aminata, lala, adama = account_of("aminata"), account_of("lala"), account_of("adama")
    with acting_for(adama) as by:
        every = {"value": 1, "begins": clock.today(), "source": "Note de démarrage", "note": "Pendant l’ouverture"}
        change_threshold(by=by, threshold=CHECK_ONE_IN, **every)
    with acting_for(hawa) as by:
        sign_for_demonstration(by=by)
    with acting_for(keeper) as by:
        an_offer(by, region("Kayes"), help_kind="formation_qualifiante", free=4, title="Teinture et savon, deux mois")
    for commission, help_kind, most in ((aminata, "activite", 500_000), (lala, "equipement", 75_000)):
        with acting_for(commission) as by:
            capped(by, help_kind, most)
    for account, giver, receiver, fields, signer in (
        (fanta, "SAR", "BENKADI", ["identite", "contact", "suivi"], mariam),
        (mariam, "BENKADI", "DJIGUI", ["plan"], drissa),
        (mariam, "BENKADI", "YIRIWA", ["plan", "identite", "contact"], yiriwa),
    ):
        agreement = proposed(account, giver=giver, receiver=receiver, days=(0, 365), fields=fields)
        with acting_for(signer) as by:
            sign_agreement(by=by, agreement=agreement)
"""
