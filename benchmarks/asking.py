"""`python -m benchmarks.asking --records 200000`: a file is completed, and other actors are asked, beside that many.

A platform of its own under `.bench-asking/`, removed first: the cast, an agreement, and files of another actor made in
SQL from the invented registers, each with her consent. Then people are registered one by one, which is timed, and
`ask_others` is timed beside it: the peer is the same registration, without the question.
"""

import datetime as dt
import itertools
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from uuid import UUID

import click

from benkan.host.paths import ROOT

FOLDER = ROOT / ".bench-asking"
AT_ONCE = 5_000
ROWS = """
INSERT INTO people_person (id, since) SELECT id, now() FROM unnest(%s::uuid[]) AS n (id);
"""
FILES = """
INSERT INTO people_registration (
  id, organisation_id, person_id, number, status, given_names, family_name, also_known_as, father_name, mother_name,
  mother_key, sex, birth_precision, birth_said, birth_place, nationality_unknown, phone, phone_key, destination_said,
  marital_status, languages, source, registered_at, written_at, written_by_id
)
SELECT id, %s, id, 'X-' || left(md5(id::text), 18), 'completee', 'Inventée', 'Inventée', '', '', '', '', '',
  'inconnue', '', '', false, '', '', '', '', '{}', 'Mesure', now(), now(), %s
FROM unnest(%s::uuid[]) AS n (id)
"""
CONSENTS = """
INSERT INTO people_consent (
  id, registration_id, organisation_id, purpose, given, withdrawn, language, interpreter, explained_by_id, witness,
  for_child_by, text_id, at
)
SELECT gen_random_uuid(), id, %s, 'verification', true, false, 'français', '', %s, '', '', %s, now()
FROM unnest(%s::uuid[]) AS n (id)
"""
COMPARED = """
INSERT INTO linkage_comparedrecord (registration_id, organisation_id, keys, cleaned, model, at)
SELECT n.id, %s, ARRAY(SELECT k::bigint FROM jsonb_array_elements_text(n.keys) k), n.cleaned, %s, now()
FROM unnest(%s::uuid[], %s::jsonb[], %s::jsonb[]) AS n (id, keys, cleaned)
"""


@dataclass(frozen=True)
class Asked:
    """Milliseconds of each registration and of each question, one pair a person, beside `files` of another actor."""

    files: int
    registered: list[float]
    asked: list[float]
    answered: int

    @property
    def together(self) -> list[float]:
        return [one + other for one, other in zip(self.registered, self.asked, strict=True)]


@click.command(help="Mesurer la question aux autres acteurs, et écrire sa section de docs/reference/performance.md.")
@click.option("--records", default=200_000, show_default=True, type=click.IntRange(1_000), help="Dossiers de l’autre.")
@click.option("--asked", default=200, show_default=True, type=click.IntRange(20), help="Questions posées.")
@click.option("--json", "as_json", is_flag=True, help="Tout en une ligne de JSON, sans toucher à la page.")
def main(records: int, asked: int, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(_on_a_platform(records, asked))))
        return
    from benchmarks import asking_section
    from benchmarks.page import PAGE, with_section

    before = PAGE.read_text(encoding="utf-8")
    section = asking_section.section([measured(records, asked)], page=before)
    PAGE.write_text(with_section(before, section), encoding="utf-8")


def measured(records: int, asked: int = 200) -> Asked:
    """In a process of its own: a platform is one a process, and nothing of another's is given to it. Raises
    `CalledProcessError`."""
    command = [sys.executable, "-m", "benchmarks.asking", "--records", str(records), "--asked", str(asked), "--json"]
    bare = {name: said for name, said in os.environ.items() if not name.startswith(("DATABASE_", "BENKAN_"))}
    told = subprocess.run(command, cwd=ROOT, env=bare, stdout=subprocess.PIPE, text=True, check=True).stdout
    return Asked(**json.loads(told.splitlines()[-1]))


def _on_a_platform(records: int, asked: int) -> Asked:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    (FOLDER / ".gitignore").write_text("*\n")
    os.environ |= {
        "BENKAN_DATA": str(FOLDER),
        "DJANGO_SETTINGS_MODULE": "benkan.config.settings",
        "BENKAN_DEMO": "true",
    }
    from benkan.host.platform import ready

    with ready():
        found = _measure(records, asked)
    shutil.rmtree(FOLDER)
    return found


def _measure(records: int, asked: int) -> Asked:
    from benkan.demo.agreements import agree
    from benkan.demo.cast import account_of, body_of, found
    from benkan.demo.found import sign_texts
    from benkan.organisations.acting import acting_for, entered

    found()
    sign_texts()
    agree()
    with entered(door="open"):
        sekou, kadiatou = account_of("sekou"), account_of("kadiatou")
    with acting_for(sekou):
        holder = body_of("BENKADI").pk
    told = invented(records + asked)
    begun = time.monotonic()
    _fill(itertools.islice(told, records), holder, sekou.pk)
    click.echo(f"{records} dossiers en {time.monotonic() - begun:.0f} s", err=True)
    times = [_ask(kadiatou, one) for one in told]
    answered = sum(bool(word) for _, _, word in times)
    times = times[asked // 10 :]  # the first ones warm the engine and the cache
    return Asked(records, [first for first, _, _ in times], [then for _, then, _ in times], answered)


def invented(records: int) -> Iterator[dict]:
    """Lines of the invented registers as the desk hears them, in an order that no family keeps."""
    from random import Random

    from benchmarks.linkage.records import FIELDS
    from benchmarks.linkage.registers import invent

    lines = [dict(zip(FIELDS, line.cells, strict=True)) for line in invent(records, 1)]
    Random(1).shuffle(lines)  # noqa: S311 - invented people
    for line in lines:
        yield {
            "given_names": line["prenom"],
            "family_name": line["nom"],
            "father_name": line["pere"],
            "mother_name": line["mere"],
            "sex": line["sexe"] if line["sexe"] in ("F", "M") else "",
            "phone": line["telephone"],
            "identifiers": [line["nina"]] if line["nina"] else [],
            "destination": line["village"] or line["cercle"],
        } | _born(line["date_naissance"])


def _born(said: str) -> dict:
    """As a desk would read it; what is no date is not told."""
    from benkan.common.imprecise import NotADate, parse

    try:
        birth = parse(said, on=dt.date(2026, 3, 1))
    except NotADate:
        return {}
    return {
        "birth_year": birth.year,
        "birth_month": birth.month,
        "birth_day": birth.day,
        "birth_precision": birth.precision.value,
    }


def _fill(told: Iterator[dict], holder: UUID, account: UUID) -> None:
    """Files of the other actor, with what is compared of them; as the owner, some thousands at a time."""
    from django.db import connections

    from benkan.common.ids import new_id
    from benkan.linkage.told import desk
    from benkan.people.models import SpokenText

    text = SpokenText.objects.using("owner").exclude(signed_by="").values_list("pk", flat=True).first()
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE people_registration DISABLE TRIGGER USER")  # nothing waits to be compared
        while some := list(itertools.islice(told, AT_ONCE)):
            cleaned = desk().clean(some)
            keys = desk().keys(cleaned)
            ids = [new_id() for _ in some]
            cursor.execute(ROWS, [ids])
            cursor.execute(FILES, [holder, account, ids])
            cursor.execute(CONSENTS, [holder, account, text, ids])
            told_of = [json.dumps(one) for one in keys], [json.dumps(one) for one in cleaned]
            cursor.execute(COMPARED, [holder, desk().model.name, ids, *told_of])
        cursor.execute("ALTER TABLE people_registration ENABLE TRIGGER USER")
        cursor.execute("UPDATE common_thresholdvalue SET value = 100000 WHERE code LIKE 'linkage.daily_checks%%'")
        cursor.execute("VACUUM ANALYZE")


def _ask(account, told: dict) -> tuple[float, float, str]:
    """One file of the asker, completed; how many milliseconds that and the question took, and what was answered."""
    from benkan.common.imprecise import ImpreciseDate, Precision
    from benkan.linkage.writes.asking import ask_others
    from benkan.organisations.acting import acting_for
    from benkan.organisations.purposes import Purpose
    from benkan.people.models import Registration
    from benkan.people.reads import texts_signed
    from benkan.people.writes import ask_consent, note_identifier, register

    begun = time.perf_counter()
    with acting_for(account) as by:
        parts = (told.get(f"birth_{part}") for part in ("year", "month", "day"))
        birth = ImpreciseDate(*parts, Precision(told.get("birth_precision", "inconnue")), "")
        names = ("given_names", "family_name", "father_name", "mother_name", "sex", "phone")
        answers = {name: told[name] for name in names} | {"birth": birth, "destination_said": told["destination"]}
        registration = register(by=by, answers=answers, source="Mesure")
        for number in told["identifiers"]:
            note_identifier(by=by, registration=registration, kind="nina", value=number)
        text, *_ = texts_signed()
        guardian = "Son tuteur" if (registration.age_on(dt.date.today()) or 30) < 18 else ""  # noqa: DTZ011
        ask_consent(by=by, registration=registration, answers={Purpose.CHECK: True}, language="français", text=text,
                    for_child_by=guardian)  # fmt: skip
        Registration.objects.filter(pk=registration.pk).update(status="completee")
    completed = time.perf_counter()
    with acting_for(account) as by:
        asked = ask_others(by=by, registration=registration)
    ended = time.perf_counter()
    return 1000 * (completed - begun), 1000 * (ended - completed), asked.word or ""


if __name__ == "__main__":
    main()
