"""The file of a person is one page; each context above adds its sections to it, from its own `apps.py`.

`file_sections = (Section("arrivals/sections/returns.html", "benkan.arrivals.sections.returns", order=20),)`
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.utils.module_loading import import_string

from benkan.common.permissions import Actor
from benkan.people.models import Registration


@dataclass(frozen=True)
class Section:
    """A part of the file: its template, the dotted name of the function that gives its context, its order.

    The function takes `(by, registration)` and gives a dict, or None where there is nothing to show to this reader.
    """

    template: str
    reads: str
    order: int = 50
    on_paper: bool = False  # printed too, with `printed` in its context, when she asks for her own file


def sections_of(by: Actor, registration: Registration, *, on_paper: bool = False) -> Iterator[tuple[str, dict]]:
    """Templates and contexts of the sections of a file, in their order; `on_paper`, only those that are printed."""
    found = [section for config in apps.get_app_configs() for section in getattr(config, "file_sections", ())]
    for section in sorted(found, key=lambda section: section.order):
        if on_paper and not section.on_paper:
            continue
        context = import_string(section.reads)(by, registration)
        if context is not None:
            yield section.template, context
