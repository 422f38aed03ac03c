"""How names of places are compared: one plain function, without Django, the same for search, sorting and imports."""

import unicodedata

# Letters that Unicode does not take apart: Bambara, Fulfulde, and those of country names.
LETTERS = str.maketrans(
    {
        "ɔ": "o",
        "ɛ": "e",
        "ŋ": "n",
        "ɲ": "ny",
        "ɓ": "b",
        "ɗ": "d",
        "ƴ": "y",
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
    }
)


def fold(name: str) -> str:
    """The key of a name: lower case, bare letters and digits, single spaces ("N’Tillit" and "N'TILLIT": "n tillit").

    Folding twice changes nothing. Other scripts keep their letters, without their vowel signs.
    """
    taken_apart = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    bare = (c for c in taken_apart if not unicodedata.combining(c))
    # "Lm" holds letters that serve as apostrophes (ʼ, ʻ): they part words as an apostrophe does.
    kept = (c if c.isalnum() and unicodedata.category(c) != "Lm" else " " for c in bare)
    return " ".join("".join(kept).split())
