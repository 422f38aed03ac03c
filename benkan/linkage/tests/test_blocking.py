"""Which pairs are proposed: enough to find people again, never so many that one common day floods the rest."""

from benkan.linkage.engine import blocking, dependence, features
from benkan.linkage.tests.registers import person, register


def proposed(records, *, most=None, across=False):
    connection, prepared = register(records)
    table = features.build(connection, prepared, ("given_canon", "family_canon"))
    rules = blocking.rules(prepared.columns, prepared.count)
    blocked = blocking.block(connection, table, rules, across=across, most=most)
    rows = connection.execute(
        f"SELECT least(l.uid, r.uid), greatest(l.uid, r.uid) FROM {blocked.table} "
        "JOIN features AS l ON l.rank = join_key_l JOIN features AS r ON r.rank = join_key_r"
    ).fetchall()
    return blocked, rows


def test_a_pair_is_proposed_once_whatever_the_rules_it_follows():
    _, rows = proposed([person(number % 60) for number in range(120)])
    assert len(rows) == len(set(rows))
    assert {(number, number + 60) for number in range(60)} <= set(rows)


def test_the_pairs_stay_within_what_may_be_spent():
    records = [{**person(number), "birth_text": "19900101"} for number in range(300)]
    blocked, _ = proposed(records, most=2_000)
    assert blocked.count <= 2_000


def test_records_of_one_file_are_not_paired_across_files():
    records = [{**person(number % 40), "source": f"{number // 40}.csv"} for number in range(120)]
    _, rows = proposed(records, across=True)
    assert rows
    assert all(one // 40 != other // 40 for one, other in rows)


def test_a_district_that_a_village_settles_is_heard_once():
    records = [
        {**person(number), "place_2": f"cercle {int(person(number)['place_1'][8:]) % 4}"} for number in range(600)
    ]
    connection, prepared = register(records)
    table = features.build(connection, prepared, ())
    assert dependence.settled_by(connection, table, ["place_1", "place_2"]) == {"place_2": "place_1"}
