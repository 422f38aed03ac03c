"""French typography in templates; loaded everywhere. Never put a number or a date on a page without these.

{{ total|nombre }}   {{ cost|montant }}   {{ share|pourcent }}   {{ n|pluriel:"personne,personnes" }}
{{ day|jour }}   {{ day|jour_court }}   {{ day|jour_semaine }}   {{ moment|heure }}   {{ moment|depuis }}
{{ phone|telephone }}: a number, to be read out
{{ sentence|fr }}: text typed by people, or by libraries
"""

from django import template

from benkan.common import typography

register = template.Library()

for _name in ("nombre", "montant", "pourcent", "jour", "jour_court", "jour_semaine", "heure", "depuis", "pluriel"):
    register.filter(_name, getattr(typography, _name))

register.filter("telephone", typography.telephone, stringfilter=True)
# Only spaces and apostrophes change, so that what was safe stays so and what was not is escaped after.
register.filter("fr", typography.fr, is_safe=True, stringfilter=True)
