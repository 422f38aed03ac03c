"""What the framework refuses before any view has a page of ours: what happened, and what to do."""

from django.test import Client


def test_a_form_whose_page_is_no_longer_safe_is_refused_in_our_words(db):
    answer = Client(enforce_csrf_checks=True).post("/entrer/", {"login": "awa@exemple.ml"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "rechargez la page" in page
    assert "DEBUG" not in page


def test_a_name_that_is_not_the_platform_s_says_where_names_are_given(db):
    answer = Client().get("/entrer/", headers={"host": "autre.exemple.ml"})
    assert (answer.status_code, "BENKAN_HOSTS" in answer.content.decode()) == (400, True)
