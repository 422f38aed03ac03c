"""States that draw only what changed say the same as Django's own (`benkan.config.migrating`)."""

import pytest
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from benkan.config.migrating import drawn_once


def _told() -> dict:
    """A state whose classes are drawn, then a model, an index and two constraints more, and one constraint less."""
    state = ProjectState()
    state.add_model(ModelState("invented", "Body", [("id", models.AutoField(primary_key=True))], {"constraints": []}))
    drawn = state.apps
    state.add_model(
        ModelState(
            "invented",
            "Member",
            [
                ("id", models.AutoField(primary_key=True)),
                ("code", models.CharField(max_length=9, unique=True)),
                ("body", models.ForeignKey("invented.Body", models.PROTECT, related_name="members")),
            ],
            {"indexes": [], "constraints": []},
        )
    )
    state.add_index("invented", "member", models.Index(fields=["code"], name="by_code"))
    for name in ("once", "twice"):
        state.add_constraint("invented", "member", models.UniqueConstraint(fields=["code", "body"], name=name))
    state.remove_constraint("invented", "member", "twice")
    assert state.apps is drawn
    body, member = state.apps.get_model("invented", "Body"), state.apps.get_model("invented", "Member")
    return {
        "indexes": [one.name for one in member._meta.indexes],
        "constraints": [one.name for one in member._meta.constraints],
        "kept": [one.name for one in state.models["invented", "member"].options["constraints"]],
        "points at": member._meta.get_field("body").related_model is body,
        "is pointed at": [one.name for one in body._meta.related_objects],
        "fields": [one.name for one in member._meta.fields],
    }


def test_they_say_what_django_says():
    with drawn_once():
        ours = _told()
    assert ours == _told()
    assert ours["constraints"] == ["once"]
    assert ours["is pointed at"] == ["members"]


def test_django_draws_its_own_way_outside_even_where_the_block_fails():
    def failing():
        with drawn_once():
            assert ProjectState.add_model is not before
            raise LookupError

    before = ProjectState.add_model
    with pytest.raises(LookupError):
        failing()
    assert ProjectState.add_model is before
