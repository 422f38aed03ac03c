"""The twenty regions as equal tiles, so that Bamako counts as much as Taoudénit: places, steps of the ramp, words."""

import math
from dataclasses import dataclass

from benkan.common.typography import NBSP, nombre

# slug of the place: (name that fits a tile, column, row)
TILES: dict[str, tuple[str, int, int]] = {
    "ml-taoudenit": ("Taoudénit", 5, 0),
    "ml-tombouctou": ("Tombouctou", 5, 1),
    "ml-kidal": ("Kidal", 7, 1),
    "ml-nioro": ("Nioro", 1, 2),
    "ml-nara": ("Nara", 3, 2),
    "ml-douentza": ("Douentza", 5, 2),
    "ml-gao": ("Gao", 7, 2),
    "ml-menaka": ("Ménaka", 8, 2),
    "ml-kayes": ("Kayes", 0, 3),
    "ml-koulikoro": ("Koulikoro", 2, 3),
    "ml-segou": ("Ségou", 3, 3),
    "ml-mopti": ("Mopti", 4, 3),
    "ml-bandiagara": ("Bandiagara", 5, 3),
    "ml-kita": ("Kita", 1, 4),
    "ml-bamako": ("Bamako", 2, 4),
    "ml-dioila": ("Dioïla", 3, 4),
    "ml-san": ("San", 4, 4),
    "ml-bougouni": ("Bougouni", 2, 5),
    "ml-sikasso": ("Sikasso", 3, 5),
    "ml-koutiala": ("Koutiala", 4, 5),
}
WIDTH, HEIGHT, GAP = 80, 60, 4
STEPS = 6
FIRST_WHITE_STEP = 5


@dataclass(frozen=True)
class Tile:
    """One region: where it stands and what it says; step 0 is « no figure », which is not nought."""

    slug: str
    name: str
    x: int
    y: int
    value: float | None
    step: int

    @property
    def dark(self) -> bool:
        return self.step >= FIRST_WHITE_STEP


def tiles(values: dict) -> list[Tile]:
    """All twenty tiles, from west to east of each row; an unknown region is a mistake, not a tile left out."""
    if unknown := set(values) - set(TILES):
        raise ValueError(f"not regions of the map: {sorted(unknown)}")
    width = step_width(values)
    return [
        Tile(slug, name, column * (WIDTH + GAP) + 2, row * (HEIGHT + GAP) + 2, value, _step(value, width))
        for slug, (name, column, row) in TILES.items()
        for value in [values.get(slug)]
    ]


def step_width(values: dict) -> int:
    """How much one step of the ramp covers: the greatest value over six, rounded up to a number one can say."""
    raw = max((value for value in values.values() if value is not None), default=0) / STEPS
    if raw <= 1:
        return 1
    half = 10 ** math.floor(math.log10(raw)) / 2
    return math.ceil(math.ceil(raw / half) * half)


def legend(values: dict) -> list[tuple[int, str]]:
    """The steps in use with their bounds in words."""
    width = step_width(values)
    last = max((tile.step for tile in tiles(values)), default=0)
    steps = [(step, _bounds(step, width, last)) for step in range(1, last + 1)]
    return steps + ([(0, "pas de chiffre")] if any(tile.value is None for tile in tiles(values)) else [])


def ranked(values: dict) -> list[Tile]:
    """The tiles that have a figure, greatest first, then those that have none."""
    return sorted(tiles(values), key=lambda tile: (tile.value is None, -(tile.value or 0), tile.name))


def in_words(values: dict, caption: str) -> str:
    """What the picture shows, for those who do not see it."""
    first = [f"{tile.name}, {nombre(tile.value)}" for tile in ranked(values)[:3] if tile.value is not None]
    greatest = f" Les plus élevés{NBSP}: {f'{NBSP}; '.join(first)}." if first else " Aucun chiffre."
    return f"Carte{NBSP}: {caption}.{greatest} Le tableau dit tous les chiffres."


def _step(value, width: int) -> int:
    return 0 if value is None else min(STEPS, 1 + int(value // width))


def _bounds(step: int, width: int, last: int) -> str:
    low = (step - 1) * width
    if step == last:
        return f"{nombre(low)} et plus"
    return nombre(low) if width == 1 else f"{nombre(low)} à {nombre(step * width - 1)}"
