"""The vocabulary of a sheet of persons: what titles of columns stand for, in French, in English, and in forms' codes.

Plain Python, without Django: the command line reads anyone's list without a server. Values are in `sheet_values`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from benkan.common.folding import fold
from benkan.people.sheet_values import content_role
from benkan.workbooks.engine.book import Value
from benkan.workbooks.engine.headers import Column, Guess
from benkan.workbooks.engine.tables import RANK, Table

# A row that has none of these is not a person.
NEEDED = frozenset(["given_names", "family_name", "full_name", "sex", "man_mark", "woman_mark", "birth", "age"])
PERSONS, HOUSEHOLDS, OTHER = "personnes", "ménages", "autre"
UNTITLED = "sans titre"

# Words of the page where a person looks at the mapping.
LABELS = {
    RANK: "numéro d’ordre", "given_names": "prénoms", "family_name": "nom", "full_name": "nom complet",
    "sex": "sexe", "man_mark": "sexe (case homme)", "woman_mark": "sexe (case femme)", "birth": "naissance",
    "age": "âge", "birth_place": "lieu de naissance", "mother_name": "mère", "father_name": "père",
    "phone": "téléphone", "nationality": "nationalité", "origin_country": "pays d’où la personne revient",
    "destination": "destination", "destination_region": "destination (région)",
    "destination_cercle": "destination (cercle)", "destination_commune": "destination (commune)",
    "nina": "NINA", "passport": "passeport", "document_kind": "pièce", "document_number": "numéro de la pièce",
    "token": "jeton", "marital_status": "situation de famille", "relation": "lien avec le chef de ménage",
    "household": "ménage", "arrived_on": "date d’arrivée", "also_known_as": "surnom", "remark": "observation",
    "external_id": "numéro dans la source",
}  # fmt: skip

_TITLES = {
    RANK: "n|no|nr|num|numero|ordre|ord|n ordre|numero ordre|n ligne|rang|s n|sn|serial|serial number|serial no|"
    "index id|row|ligne|item|line|n d ordre",
    "given_names": "prenom|prenoms|prenom s|given name|given names|given name s|first name|first names|firstname|"
    "forename|forenames|prenom usuel|nom bapteme",
    "family_name": "nom|noms|nom famille|nom jamu|jamu|family name|surname|last name|lastname|patronyme|"
    "nom patronymique|nom naissance|nom jeune fille",
    "full_name": "nom prenom|noms prenoms|nom prenoms|noms prenom|nom prenom s|noms prenom s|prenom nom|prenoms nom|"
    "prenoms noms|prenom s nom|prenom s nom s|nom s prenom s|nom complet|noms complets|nom entier|identite|full name|"
    "fullname|name|names|name s|complete name|nom beneficiaire|noms beneficiaires|nom migrant|noms migrants|"
    "nom prenom migrant|nom prenom beneficiaire|nom passager|passager|passenger|passenger name|migrant|retourne|"
    "beneficiaire|refoule|nom retourne|prenom s nom famille|individual name|name individual",
    "sex": "sexe|sex|genre|gender|s|sexe m f|sexe h f|m f|h f|f m|f h|sexe h f|sex m f|gender m f|masculin feminin",
    "man_mark": "sexe m|sexe h|sexe homme|sexe hommes|sexe masculin|sex m|sex male|gender m|gender male|genre h|"
    "genre m|genre homme",
    "woman_mark": "sexe f|sexe femme|sexe femmes|sexe feminin|sex f|sex female|gender f|gender female|genre f|"
    "genre femme",
    "birth": "date naissance|date naiss|naissance|ne|nee|ne e|n e|ne nee|ddn|dn|date nais|dob|d o b|birth date|"
    "birthdate|date birth|birth|born|annee naissance|annee naiss|an naissance|annee|year birth|birth year|birthday|"
    "ne e vers|ne vers|date lieu naissance|date naissance age|naissance age|naissance date|identite date naissance|"
    "date naissance jj mm aaaa|date naissance estimee|yob",
    "age": "age|ages|age an|age ans|age annee|age annees|age year|age years|age arrivee|age a arrivee|"
    "age calculated|age declare|age at registration|age estime|approximate age|age environ",
    "birth_place": "lieu naissance|lieu naiss|ne e a|ne a|place birth|birth place|birthplace|lieu nais|"
    "naissance lieu|village naissance|commune naissance",
    "mother_name": "mere|nom mere|nom prenom mere|prenom nom mere|nom complet mere|mother|mother name|mother s name|"
    "mothers name|mere nom|name mother|prenom mere|fils fille mere|mere nom prenom|mere nom complet|nom maman|maman",
    "father_name": "pere|nom pere|nom prenom pere|prenom nom pere|nom complet pere|father|father name|father s name|"
    "fathers name|pere nom|name father|prenom pere|fils|fils fille|pere nom prenom|nom papa|papa|fils fille pere",
    "phone": "tel|telephone|tel n|n tel|n telephone|numero telephone|numero tel|no tel|no telephone|contact|contacts|"
    "phone|phone no|phone number|mobile|portable|gsm|cell|cellphone|telephone number|num tel|tel contact|"
    "tel portable|telephone portable|telephone mali|contact telephonique|contact tel|whatsapp|mobile number",
    "nationality": "nationalite|nationality|nat|pays nationalite|citizenship|nationalite declaree",
    "origin_country": "pays|pays provenance|provenance|pays accueil|pays retour|venant|country departure|pays depart|"
    "country origin|pays origine|pays sejour|pays residence|country return|host country|expulse|refoule depuis",
    "destination": "destination|destination finale|adresse|adresse mali|village|localite|quartier|address|lieu retour|"
    "final destination|village quartier|village cercle|adresse destination|quartier village|destination mali|residence|"
    "lieu destination|ville|ville destination|village destination|adresse retour|domicile|location|town|"
    "origine village",
    "destination_region": "region|region destination|destination region|region retour|region origine|origine region",
    "destination_cercle": "cercle|cercle destination|destination cercle|cercle retour|cercle origine|origine cercle|"
    "district",
    "destination_commune": "commune|commune destination|destination commune|commune retour|municipality",
    "nina": "nina|n nina|numero nina|no nina|num nina|numero national|national id|national id no|national id number",
    "passport": "passeport|n passeport|numero passeport|no passeport|passport|passport no|passport number|"
    "national passport|national passport no|national passport number",
    "document_kind": "type piece|piece|nature piece|document|type document|piece identite|nature document|"
    "document type|id type|other id type|type piece identite",
    "document_number": "nina passeport|passeport nina|n piece|numero piece|no piece|numero document|n document|"
    "document number|document no|id number|id no|n piece identite|numero piece identite|nina passeport n|other id no|"
    "n cni|cni|carte identite|n carte|carte nina|n titre voyage|titre voyage|laissez passer|n laissez passer|"
    "nina ou passeport|carte consulaire|n carte consulaire|other id number|n titre|reference piece|document n",
    "token": "jeton|n jeton|numero jeton|no jeton|token|bracelet|n bracelet|token number|badge|n badge",
    "marital_status": "situation famille|situation familiale|situation matrimoniale|statut matrimonial|etat civil|"
    "marital status|matrimonial|sit mat|sit matrimoniale|situation matr|sm",
    "relation": "lien|lien parente|lien chef menage|relation|relationship|relation chef menage|parente|"
    "relationship to head|relationship to head household|lien avec chef menage|lien familial|"
    "relationship head household",
    "household": "menage|n menage|numero menage|id menage|code menage|household|household id|household no|famille|"
    "n famille|family id|family number|hh id|hhid|case id|numero famille",
    "arrived_on": "date arrivee|arrivee|arrive|date retour|arrival date|date arrival|jour arrivee|arrive e",
    "also_known_as": "surnom|dit|dite|alias|nom usage|nickname|dit surnom",
    "remark": "observation|observations|remarque|remarques|obs|note|notes|commentaire|commentaires|remark|remarks|"
    "comment|comments|besoin|besoins|besoin exprime|besoins exprimes|needs|etat sante|motif|divers",
    "external_id": "id|code|identifiant|reference|ref|dossier|n dossier|code migrant|id migrant|unique id|uuid|"
    "individual id|numero dossier|beneficiary id|unhcr id|unhcr id no|mimosa|mimosa id",
}  # fmt: skip
_SMALL = "de du des d la le les l au aux en et of the and ou or avec par pour"
_EMPTY = frozenset(_SMALL.split())
# Titles that name somebody else, or how a form was filled: known, and no answer of the person.
_ELSEWHERE = re.compile(
    r"\b(?:urgence|emergency|prevenir|conjoint|conjointe|epoux|epouse|spouse|garant|agent|enqueteur|enumerator|"
    r"enregistreur|signature|emarger|emargement|photo|issuer|issuing|bank|debit|collector|payment|consent|deviceid|certificate|females|males|members|headed|"
    r"disability|alternative|alt|vaccin|tranche)\b"
)
# In order; a title that is not known as it is may still be proposed, never sure.
_HINTS = (
    (r"\b(?:mere|mother|maman)\b", "mother_name"),
    (r"\b(?:pere|father|papa)\b", "father_name"),
    (r"\b(?:tel|telephone|phone|gsm|whatsapp)\b", "phone"),
    (r"\b(?:lieu|place|village|commune)\b.*\b(?:naissance|naiss|birth)\b", "birth_place"),
    (r"\b(?:naissance|naiss|birth|born)\b", "birth"),
    (r"\b(?:sexe|sex|gender|genre)\b", "sex"),
    (r"\bages?\b", "age"),
    (r"\b(?:nom|noms|name)\b.*\bprenom|\bprenom.*\b(?:nom|noms)\b|\bfull name\b|\bnom complet\b", "full_name"),
    (r"\b(?:prenom|prenoms|first name|given name)\b", "given_names"),
    (r"\b(?:nom famille|surname|last name|family name)\b|^nom\b", "family_name"),
    (r"\bnationalite\b|\bnationality\b", "nationality"),
    (r"\bnina\b", "nina"),
    (r"\b(?:passeport|passport)\b", "passport"),
    (r"\bprovenance\b", "origin_country"),
    (r"\b(?:destination|adresse|address)\b", "destination"),
    (r"\bobservations?\b|\bremarques?\b|\bremarks?\b", "remark"),
)
_CODED = re.compile(r"^(?:pp_)?(.+?)(?:_[ih]_[cf])?$")
_CODES = {
    "given_name": "given_names", "family_name": "family_name", "full_name": "full_name", "sex": "sex",
    "gender": "sex", "birth_date": "birth", "age": "age", "phone_no": "phone", "marital_status": "marital_status",
    "relationship": "relation", "household_id": "household", "index_id": "external_id", "national_id_no": "nina",
    "national_passport_no": "passport", "country_origin": "origin_country", "address": "destination",
    "mother_name": "mother_name", "father_name": "father_name", "nationality": "nationality",
    "birth_place": "birth_place", "admin1": "destination_region", "admin2": "destination_cercle",
    "admin3": "destination_commune", "other_id_no": "document_number", "other_id_type": "document_kind",
}  # fmt: skip


def _bare(title: str) -> str:
    return " ".join(word for word in fold(title).split() if word not in _EMPTY)


_KNOWN = {_bare(title) or title: role for role, titles in _TITLES.items() for title in titles.split("|")}


@lru_cache(maxsize=8192)
def recognise(title: str) -> Guess | None:
    """What a title stands for; None where nobody knows, an empty role where it is about somebody else."""
    if re.fullmatch(r"[A-Za-z0-9_]+_[A-Za-z0-9_]*", title):
        code = _CODES.get(_CODED.match(title.lower())[1])
        if code:
            return Guess(code)
        title = title.replace("_", " ")
    # « Full name - STRING - required »: how a template says the kind of a column.
    title = re.split(r" - [A-Z_]{3,}\b", title)[0]
    if len(title) > 80 or not title.strip():
        return None
    for said in (title, re.sub(r"\(.*?\)|\[.*?\]|/.*$|\*", " ", title)):
        if role := _KNOWN.get(_bare(said)):
            return Guess(role)
    folded = fold(title)
    if re.fullmatch(r"n ?[°o]", title.strip().lower()):
        return Guess(RANK)
    if len(folded.split()) > 7:
        return None
    if _ELSEWHERE.search(folded):
        return Guess("", sure=False)
    plain = " ".join(word for word in folded.split() if word not in _EMPTY)
    return next((Guess(role, sure=False) for pattern, role in _HINTS if re.search(pattern, plain)), None)


def kind_of(table: Table) -> str:
    """What the rows of a table are: persons, households (a form's sheet of households), or something else."""
    titles = [title for column in table.columns for title in (column.title, column.group)]
    if sum(title.endswith("_h_c") for title in titles) > max(3, sum(title.endswith("_i_c") for title in titles)):
        return HOUSEHOLDS
    return PERSONS if NEEDED & {column.role for column in table.columns} else OTHER


def settled(columns: Sequence[Column]) -> list[Column]:
    """The columns once seen together: « Nom » alone, without « Prénom », is the whole name."""
    roles = {column.role for column in columns}
    alone = "family_name" in roles and not roles & {"given_names", "full_name"}
    return [
        Column(one.index, one.letter, one.title, "full_name", False, one.group)
        if alone and one.role == "family_name" and "famil" not in fold(one.title)
        else one
        for one in columns
    ]


def guess_columns(rows: list[list[Value]]) -> list[Column] | None:
    """Columns of a list without titles, by what they hold; None unless a column of names and one of sexes are sure."""
    from benkan.workbooks.engine.cells import letter_of

    if len(rows) < 3:
        return None
    columns: list[Column] = []
    for index in range(max(map(len, rows))):
        role = content_role([row[index] if index < len(row) else None for row in rows])
        if role and role not in {column.role for column in columns}:
            columns.append(Column(index, letter_of(index), UNTITLED, role, False))
        elif any(index < len(row) and row[index] not in (None, "") for row in rows):
            columns.append(Column(index, letter_of(index), UNTITLED, None, False))
    return columns if {"full_name", "sex"} <= {column.role for column in columns} else None
