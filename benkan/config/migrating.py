"""Migrate without drawing every model again for each index.

Beside the state of a migration Django keeps classes of all models, and draws again all those that are related to one
that changes. Where some two hundred models point at accounts and organisations that is nearly all of them: of the
minute that a first start took, forty seconds. An index or a constraint changes one list of one class; a new model is
drawn alone, as it is when its module is imported. What changes a relation is still drawn as Django does.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.migrations.state import ProjectState


@contextmanager
def drawn_once() -> Iterator[None]:
    """Within the block, states draw what changed and nothing else. For PostgreSQL, which never remakes a table."""
    before = {name: getattr(ProjectState, name) for name in _LIGHTER}
    for name, lighter in _LIGHTER.items():
        setattr(ProjectState, name, lighter)
    try:
        yield
    finally:
        for name, kept in before.items():
            setattr(ProjectState, name, kept)


def _add_model(state: ProjectState, model_state) -> None:
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # asking for it would draw it
        state.apps.render_multiple([model_state])


def _append_option(state: ProjectState, app_label: str, model_name: str, option_name: str, one) -> None:
    options = state.models[app_label, model_name].options
    options[option_name] = [*options[option_name], one]
    _say(state, app_label, model_name, option_name)


def _remove_option(state: ProjectState, app_label: str, model_name: str, option_name: str, name: str) -> None:
    options = state.models[app_label, model_name].options
    options[option_name] = [one for one in options[option_name] if one.name != name]
    _say(state, app_label, model_name, option_name)


def _say(state: ProjectState, app_label: str, model_name: str, option_name: str) -> None:
    """Indexes and constraints of the class are those of its state: who alters a field looks for them there."""
    if "apps" in state.__dict__:
        meta = state.apps.get_model(app_label, model_name)._meta
        setattr(meta, option_name, list(state.models[app_label, model_name].options[option_name]))


_LIGHTER = {"add_model": _add_model, "_append_option": _append_option, "_remove_option": _remove_option}
