"""Nationalities as lists write them (« Malienne », « MLI », « Burkinabè »), as slugs of countries. Plain Python."""

from benkan.common.folding import fold

# Singular, masculine and feminine, folded; « congolais » and « guinéen équatorial » would be two countries or words.
_WORDS = {
    "ml": "malien malienne mali", "bf": "burkinabe burkinabee voltaique", "ci": "ivoirien ivoirienne",
    "sn": "senegalais senegalaise", "gn": "guineen guineenne", "mr": "mauritanien mauritanienne",
    "ne": "nigerien nigerienne", "ng": "nigerian nigeriane", "tg": "togolais togolaise", "bj": "beninois beninoise",
    "gh": "ghaneen ghaneenne", "cm": "camerounais camerounaise", "gm": "gambien gambienne", "td": "tchadien tchadienne",
    "dz": "algerien algerienne", "ma": "marocain marocaine", "tn": "tunisien tunisienne", "ly": "libyen libyenne",
    "fr": "francais francaise", "ga": "gabonais gabonaise", "cf": "centrafricain centrafricaine",
    "sl": "sierraleonais sierraleonaise", "lr": "liberien liberienne", "sd": "soudanais soudanaise",
    "et": "ethiopien ethiopienne", "er": "erythreen erythreenne", "so": "somalien somalienne",
    "es": "espagnol espagnole", "it": "italien italienne", "eg": "egyptien egyptienne",
}  # fmt: skip
_SLUGS = {word: slug for slug, words in _WORDS.items() for word in words.split()}


def slug_of_nationality(text: str) -> str | None:
    """The slug of the country, None where the word is no nationality known here (it may be a country's name)."""
    return _SLUGS.get(fold(text).replace(" ", ""))
