"""The components of the interface, one template each in `templates/common/components/`; /composants shows them all.

    {% load components %}
    {% tag "late" "dépassée de 2 h" %}                       tones: ok, soon, late, "" (neutral); always a word
    {% notice "urgent" title="…" %} … {% endnotice %}        tones: "" , urgent, done
    {% figure 1806 "plans sans financement" source="…" detail="…" href=url %}
    {% table columns rows caption="…" %}                     turns to cards on a phone; ("Coût", "num") aligns right
    {% fiche pairs %}   {% fil entries %}   {% steps names 2 %}
    {% search q label="…" %}   {% filters shown hidden clear=url %}   {% pagination next_url 50 1204 %}
    {% empty "…" "…" href=url action="…" %}                  says what to do first
    {% difference rows "Votre fiche" "Autre acteur" %}
    {% tilemap values caption="…" unit="personnes" source="…" %}   {% bars rows source="…" %}   {% bar 0.57 %}
    {% confirm question consequence action cancel=url grave=True %}

`common/components/form.html` (a whole form) and `messages.html` are included, since they read the page's own context.
"""

from django import template
from django.template.loader import render_to_string

from benkan.common import clock
from benkan.common import tilemap as regions
from benkan.common.typography import nombre

register = template.Library()

FOLDER = "common/components"
TONES = {"", "ok", "soon", "late"}
NOTICES = {"", "urgent", "done"}


@register.inclusion_tag(f"{FOLDER}/tag.html")
def tag(tone: str, words: str) -> dict:
    """A state in a word; the colour only repeats it."""
    if tone not in TONES or not words:
        raise ValueError(f"a tag has a tone among {sorted(TONES)} and a word, not {tone!r} and {words!r}")
    return {"tone": tone, "words": words}


@register.simple_block_tag
def notice(content, tone: str = "", title: str = "") -> str:
    """What one must know before going on."""
    if tone not in NOTICES:
        raise ValueError(f"a notice is one of {sorted(NOTICES)}, not {tone!r}")
    return render_to_string(f"{FOLDER}/notice.html", {"tone": tone, "title": title, "content": content})


@register.inclusion_tag(f"{FOLDER}/figure.html")
def figure(value, label: str, source: str = "", detail: str = "", href: str = "", unit: str = "") -> dict:
    """A figure that says where it comes from; without a source it is not shown (design, rule 5)."""
    if not source:
        raise ValueError(f"a figure without source and year is not shown: {label!r}")
    shown = value if isinstance(value, str) else nombre(value)
    return {"value": shown, "unit": unit, "label": label, "source": source, "detail": detail, "href": href}


@register.inclusion_tag(f"{FOLDER}/table.html")
def table(columns, rows, caption: str = "") -> dict:
    """Rows of cells in the order of the columns. Tables with forms or links of their own are written in the page."""
    named = [(column, "") if isinstance(column, str) else tuple(column) for column in columns]
    heads = [{"label": label, "num": kind == "num"} for label, kind in named]
    return {"columns": heads, "rows": [list(zip(heads, row, strict=True)) for row in rows], "caption": caption}


@register.inclusion_tag(f"{FOLDER}/fiche.html")
def fiche(pairs) -> dict:
    """What is known: (question, answer); an answer never given shows as « – »."""
    return {"pairs": pairs}


@register.inclusion_tag(f"{FOLDER}/fil.html")
def fil(entries) -> dict:
    """The thread: entries with `when`, `words`, and at will `detail`, `href`, `day` (a date), `state` (done, wait)."""
    return {"entries": entries}


@register.inclusion_tag(f"{FOLDER}/steps.html")
def steps(names, current: int) -> dict:
    """Where one stands in a task of several pages; the first step is 1."""
    return {"steps": [(name, at < current, at == current) for at, name in enumerate(names, start=1)]}


@register.inclusion_tag(f"{FOLDER}/search.html")
def search(q: str = "", label: str = "Chercher", hint: str = "", target: str = "", kept: dict | None = None) -> dict:
    """The first thing of a list. `target` (an id) fills in the list while one types; `kept` are the filters."""
    return {"q": q or "", "label": label, "hint": hint, "target": target, "kept": (kept or {}).items()}


@register.inclusion_tag(f"{FOLDER}/filters.html")
def filters(shown: str, hidden: str = "", clear: str = "") -> dict:
    """What the list shows, what it hides, and how to see all."""
    return {"shown": shown, "hidden": hidden, "clear": clear}


@register.inclusion_tag(f"{FOLDER}/pagination.html")
def pagination(next_url: str = "", shown: int | None = None, total: int | None = None) -> dict:
    """The next rows; pages have no numbers, since rows come and go while one reads."""
    return {"next_url": next_url, "shown": shown, "total": total}


@register.inclusion_tag(f"{FOLDER}/empty.html")
def empty(title: str, sentence: str, href: str = "", action: str = "") -> dict:
    """Nothing here yet: what to do first."""
    return {"title": title, "sentence": sentence, "href": href, "action": action}


@register.inclusion_tag(f"{FOLDER}/difference.html")
def difference(rows, left: str, right: str) -> dict:
    """Two records side by side: (question, left, right). A silence is not a difference."""
    compared = [
        {"label": label, "left": a, "right": b, "differs": bool(a) and bool(b) and str(a) != str(b)}
        for label, a, b in rows
    ]
    return {"rows": compared, "left": left, "right": right, "count": sum(row["differs"] for row in compared)}


@register.inclusion_tag(f"{FOLDER}/tilemap.html")
def tilemap(values: dict, caption: str, unit: str, source: str = "") -> dict:
    """The regions, {slug: number or None}, with words, ramp, source line and table."""
    if not source:
        raise ValueError(f"a map without source and year is not shown: {caption!r}")
    return {
        "tiles": regions.tiles(values),
        "legend": regions.legend(values),
        "ranked": regions.ranked(values),
        "alternative": regions.in_words(values, caption),
        "caption": caption,
        "unit": unit,
        "source": source,
    }


@register.inclusion_tag(f"{FOLDER}/bar.html")
def bar(share, late: bool = False) -> dict:
    """A length between 0 and 1; the figure stands beside it in the page."""
    return {"width": f"{min(max(float(share or 0), 0), 1) * 100:.1f}", "late": late}


@register.inclusion_tag(f"{FOLDER}/bars.html")
def bars(rows, source: str = "", caption: str = "") -> dict:
    """Quantities with their share of the first: entries with `label`, `value`, `share`, at will `note` and `late`."""
    if not source:
        raise ValueError(f"figures without source and year are not shown: {caption!r}")
    return {"rows": rows, "source": source, "caption": caption}


@register.inclusion_tag(f"{FOLDER}/confirm.html")
def confirm(question: str, consequence: str, action: str, cancel: str = "", grave: bool = False, url: str = "") -> dict:
    """Ask before what is hard to undo: the consequence in words, the button says the act."""
    return {
        "question": question,
        "consequence": consequence,
        "action": action,
        "cancel": cancel,
        "grave": grave,
        "url": url,
    }


@register.inclusion_tag(f"{FOLDER}/print_header.html", takes_context=True)
def print_header(context) -> dict:
    """On paper only: whose page, printed when and by whom."""
    actor = context.get("actor")
    return {
        "organisation": actor.organisation.name if actor and actor.organisation else "",
        "name": actor.account.name if actor else "",
        "now": clock.now(),
    }
