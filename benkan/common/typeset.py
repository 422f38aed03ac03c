"""Sheets set by Typst: a template that stands beside a context's pages, and data that are never read as markup.

The data reach the template as one JSON text (`sys.inputs.data`), read there by `json`: what somebody typed is a value,
whatever signs it holds. Nothing is fetched: fonts are those that the library carries, packages are those of nobody.
"""

import datetime as dt
import json
from functools import lru_cache
from pathlib import Path

from django.utils.text import Truncator

ROOT = Path(__file__).resolve().parent.parent
STANDARD = "ua-1"  # tagged, titled, in a language: a page that a screen reader tells


def pdf(template: Path, data: dict, *, at: dt.datetime) -> bytes:
    """A tagged PDF of a template, of its data, dated `at`. Raises `TypstError` where the template is at fault.

    Where somebody typed a sign that no font here has (N’Ko, Tifinagh, a picture), the standard refuses the whole sheet:
    it is made all the same, tagged, with a box in the place of that sign. One name keeps nobody’s sheet from leaving.
    """
    from typst import TypstError  # loaded with the first sheet, as below

    try:
        return _compiled(template, data, at, format="pdf", pdf_standards=[STANDARD])
    except TypstError:
        return _compiled(template, data, at, format="pdf")


def pictures(template: Path, data: dict, *, at: dt.datetime, dots: int = 96) -> list[bytes]:
    """The same pages as PNG pictures, `dots` to the inch."""
    made = _compiled(template, data, at, format="png", ppi=dots)
    return made if isinstance(made, list) else [made]


def words(template: Path, data: dict, *, at: dt.datetime) -> str:
    """The same sheet as HTML, in which a test reads what is printed."""
    return _compiled(template, data, at, format="html").decode()


def short(text: str, most: int = 60) -> str:
    """What somebody typed, cut where a row of a sheet ends: one page holds it whatever its length."""
    return Truncator(text).chars(most)


def _compiled(template: Path, data: dict, at: dt.datetime, *, format: str, **options):
    import typst  # of 80 MB: loaded by the first sheet, not by each process that starts

    # Under this root stand the templates of all contexts and their frame; a template reads nothing outside it.
    return typst.compile(
        template,
        root=ROOT,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False), "format": format},
        format=format,
        timestamp=at.replace(microsecond=0),
        **options,
    )


@lru_cache(maxsize=1)
def _fonts():
    import typst  # the same

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
