"""A page by the keyboard alone: from its first stop to its last, each stop seen, marked, and covered by nothing."""

from dataclasses import dataclass

from playwright.sync_api import Page

SPARE = 5  # the browser’s own stops before and after the page
PRESSES = 4  # a date is a stop for each of its parts

# Every place that Tab must reach, in the order of the page; of a group of radios, one.
STOPS = """() => {
  const seen = new Set(), kept = [];
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  for (const one of document.querySelectorAll(all)) {
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({visibilityProperty: true})) continue;
    if (one.type === 'radio') { if (seen.has(one.name)) continue; seen.add(one.name); }
    one.dataset.stop = kept.length; kept.push(one.outerHTML.slice(0, 120));
  }
  if (document.activeElement) document.activeElement.blur();
  return kept;
}"""
# The stop one is at: which, whether it is on the screen, shows where one is, and lies under nothing.
HERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const drawn = [one, one.closest('label'), one.nextElementSibling].filter(Boolean);
  const marked = drawn.some(it => {
    const style = getComputedStyle(it);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  });
  // A box hidden inside its label is where its label is.
  const place = (one.type === 'radio' || one.type === 'checkbox') && one.closest('label') || one;
  const box = [...place.getClientRects()].find(r => r.width && r.height) || place.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const x = Math.min(Math.max(box.left + Math.min(box.width, innerWidth) / 2, 1), innerWidth - 2);
  const y = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 1), innerHeight - 2);
  const top = document.elementFromPoint(x, y);
  const clear = !top || place.contains(top) || top.contains(place);
  const group = one.type === 'radio' && document.querySelector(`input[name="${CSS.escape(one.name)}"][data-stop]`);
  return {stop: (group || one).dataset.stop ?? null, marked, inside, clear, html: one.outerHTML.slice(0, 120),
          over: clear ? '' : top.outerHTML.slice(0, 80)};
}"""


@dataclass(frozen=True)
class Walk:
    """What a walk found: the stops that Tab never reached, and what was wrong at those it did."""

    missed: list[str]
    faults: list[str]

    @property
    def went_well(self) -> bool:
        return not (self.missed or self.faults)

    def __str__(self):
        return "; ".join([f"jamais atteint : {one}" for one in self.missed] + self.faults)


def walk(page: Page) -> Walk:
    """Press Tab from the top of the page until every stop was met, or there are none left to press for."""
    stops = page.evaluate(STOPS)
    met: set[int] = set()
    faults = []
    for _ in range(PRESSES * len(stops) + SPARE):
        if len(met) == len(stops):
            break
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None or here["stop"] is None:
            continue
        if int(here["stop"]) in met:
            continue
        met.add(int(here["stop"]))
        wrong = [
            words
            for words, right in (
                ("ne se voit pas", here["marked"]),
                ("hors de l’écran", here["inside"]),
                (f"caché sous {here['over']}", here["clear"]),
            )
            if not right
        ]
        faults += [f"{', '.join(wrong)} : {here['html']}"] if wrong else []
    return Walk([stop for rank, stop in enumerate(stops) if rank not in met], faults)
