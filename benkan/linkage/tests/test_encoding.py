"""Encodings under a key: alike for one person spelt in two ways, unlike for strangers, unreadable without the key."""

import pytest

from benkan.linkage.engine import encoding
from benkan.linkage.engine.encoding import Attributes, Encoder, alike, dice
from benkan.linkage.engine.names import dictionary, folding

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
FATIM = Attributes(
    ("fatumata", "diara"), ("mamadu",), ("aisata", "kone"), 1990, None, ("sadiola",), ("70000001",)
)  # fmt: skip
# Invented people, two ways of writing each.
TWICE = [
    (("Fatoumata", "Diarra"), ("Fatimata", "Djarra"), 1990, 1991, "Sadiola", "Aïssata Koné", "Aichata Kone"),
    (("Moussa", "Traoré"), ("Mossa", "Traore"), 1984, 1984, "Yélimané", "Ténin Sacko", "Tenin Sako"),
    (("Boubacar", "Coulibaly"), ("Aboubacar", "Koulibali"), 1979, 1980, "Nioro", "Awa Dembélé", "Hawa Dembele"),
    (("Seydou", "Maïga"), ("Maiga", "Seidou"), 1995, 1995, "Ansongo", "Néné Touré", "Nene Ture"),
    (("Salimata", "Sangaré"), ("Salimata", "Sankaré"), 2001, 2000, "Kita", "Rokia Sidibé", "Rokya Sidibe"),
]


def folded(word):
    """As cleaning gives it: the dictionary's form, else the key."""
    return dictionary.canon(folding.surface(word)) or folding.key(folding.surface(word))


def person(names, year, place, mother):
    return Attributes(
        tuple(sorted(folded(name) for name in names)), (), tuple(map(folded, mother.split())), year, None,
        (folded(place),),
    )  # fmt: skip


def twice(key=KEY):
    first, second = Encoder(key), Encoder(key)
    left = {str(n): first.encode(f"a{n}", person(one[0], one[2], one[4], one[5])) for n, one in enumerate(TWICE)}
    right = {str(n): second.encode(f"b{n}", person(one[1], one[3], one[4], one[6])) for n, one in enumerate(TWICE)}
    return left, right


def test_a_key_is_long_and_the_same_key_gives_the_same_encoding():
    with pytest.raises(ValueError, match="32 bytes"):
        Encoder(b"short")
    assert Encoder(KEY).encode("1", FATIM) == Encoder(KEY).encode("1", FATIM)
    assert len(encoding.new_key()) == 32
    assert encoding.new_key() != encoding.new_key()


def test_another_key_gives_what_cannot_be_compared():
    one, other = Encoder(KEY).encode("1", FATIM), Encoder(OTHER).encode("1", FATIM)
    assert dice(one, other) < 0.4
    assert Encoder(KEY).fingerprint != Encoder(OTHER).fingerprint
    assert KEY.hex() not in Encoder(KEY).fingerprint


def test_people_spelt_in_two_ways_are_found_and_strangers_are_not():
    left, right = twice()
    found = alike(left, right)
    assert {(pair.left, pair.right) for pair in found} >= {(str(n), str(n)) for n in range(4)}
    assert all(pair.left == pair.right for pair in found)
    strangers = [dice(one, other) for n, one in left.items() for m, other in right.items() if n != m]
    assert max(strangers) < encoding.MIDDLING


def test_large_files_are_compared_by_samples_of_bits_with_the_same_answer(monkeypatch):
    left, right = twice()
    whole = alike(left, right)
    monkeypatch.setattr(encoding, "EVERY_PAIR", 0)
    assert {pair.left for pair in alike(left, right)} <= {pair.left for pair in whole}
    assert len(alike(left, right)) >= len(whole) - 1


def test_a_dictionary_tried_without_the_key_finds_nobody():
    """An attacker who has the scheme and a list with the very person in it, and guesses keys, sees no likeness."""
    target = Encoder(KEY).encode("1", FATIM)
    guesses = [Encoder(bytes([guess]) * 32).encode("1", FATIM) for guess in range(60)]
    assert max(dice(target, guess) for guess in guesses) < 0.45


def test_one_person_in_two_files_is_not_one_pattern_to_count():
    encoder = Encoder(KEY)
    patterns = {encoder.encode(str(row), FATIM) for row in range(50)}
    assert len(patterns) == 50
    one = encoder.encode("0", FATIM)
    assert min(dice(one, other) for other in patterns) > encoding.STRONG


def test_names_alone_are_not_encoded_and_order_of_names_does_not_matter():
    encoder = Encoder(KEY)
    assert encoder.encode("1", Attributes(("fatumata", "diara"))) is None
    assert encoder.encode("1", Attributes(("fatumata", "diara"), year=1990)) is None
    assert encoder.encode("1", Attributes((), ("mamadu",), ("awa",), 1990)) is None
    one = Attributes(("a", "bc"), year=1990, places=("kita",))
    assert encoder.encode("1", one) == encoder.encode("1", Attributes(("bc", "a"), year=1990, places=("kita",)))


def test_strength_is_a_word():
    assert encoding.Likeness("1", "2", encoding.STRONG).strength == "forte"
    assert encoding.Likeness("1", "2", encoding.MIDDLING).strength == "moyenne"
