"""A model is learnt anew from the platform's files and from what people decided, and measured against the one in force.

Nothing is kept or changed here (`writes.learning`). Heavy: the libraries of the engine are loaded when it runs.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from tempfile import TemporaryDirectory

from benkan.linkage.engine.desk import shipped_model
from benkan.linkage.engine.intervals import Share
from benkan.linkage.engine.model import Model, from_data
from benkan.linkage.engine.retraining import Retrained
from benkan.linkage.engine.verdict import Tested
from benkan.linkage.models import ModelInForce
from benkan.linkage.reads.registers import OWNER, decided, registers, settled

BEARERS = 5  # a value that fewer files bear is kept in no model
NOTHING_DECIDED = (
    "Aucune paire n’est décidée\u00a0: il n’y a rien à apprendre. Répondez d’abord à des rapprochements, puis "
    "recommencez."
)


class NothingToLearn(Exception):
    """Why no model can be learnt, as a sentence."""


@dataclass(frozen=True)
class Learnt:
    """A model that was learnt, what it was measured to be, and the name of the one it was measured against."""

    model: Model
    retrained: Retrained
    against: str
    files: int

    @property
    def switch(self) -> bool:
        """Whether the measure allows to put it in force."""
        return self.retrained.switch

    @property
    def report(self) -> dict:
        """What is kept beside the model: both measures with their intervals, and the sentence."""
        return {
            "verdict": str(self.retrained.verdict),
            "sentence": self.retrained.sentence(),
            "against": self.against,
            "files": self.files,
            "answers": self.model.answers,
            "before": _measures(self.retrained.before),
            "after": _measures(self.retrained.after),
        }


def learn(say: Callable[[str], None] = lambda words: None) -> Learnt:
    """Read all registers as the owner and learn. Raises `NothingToLearn`, or the engine's own refusals."""
    import duckdb

    from benkan.linkage.engine.cleaning import prepare
    from benkan.linkage.engine.retraining import retrain
    from benkan.linkage.engine.told import SCHEMA

    answers = settled()
    if not answers:
        raise NothingToLearn(NOTHING_DECIDED)
    known = registers(frozenset(end for one in answers for end in one.ends), say)
    pairs = decided(answers, known.places)
    if not pairs:
        raise NothingToLearn(NOTHING_DECIDED)
    name, old = in_force()
    # What memory cannot hold is laid aside in a folder that nobody else reads, gone at the end.
    with (
        TemporaryDirectory(prefix="benkan-relearn-") as aside,
        duckdb.connect(config={"temp_directory": aside}) as connection,
    ):
        say("Mise au propre…")
        prepared = prepare(connection, known.tables, SCHEMA)
        found = retrain(connection, prepared, old, pairs, say=say)
        model = _discreet(found.model, prepared)
    return Learnt(model, found, name, known.count)


def in_force() -> tuple[str, Model]:
    """The name of the model in force and the model, as the owner reads them; the shipped one where none was learnt."""
    last = ModelInForce.objects.using(OWNER).select_related("model").order_by("-id").first()
    if last is None:
        return shipped_model().name, shipped_model()
    return last.model_id, from_data(last.model.body)


def _discreet(model: Model, prepared) -> Model:
    """The model without what could tell of somebody: of each column, values that fewer than `BEARERS` files bear."""
    kept = {}
    for column, shares in model.frequencies.items():
        filled = prepared.columns[column].filled * prepared.count
        kept[column] = {value: share for value, share in shares.items() if round(share * filled) >= BEARERS}
    return replace(model, frequencies=kept)


def _measures(tested: Tested) -> dict:
    shares = {name: getattr(tested, name) for name in ("precision", "recall", "f1", "very_likely")}
    return {name: asdict(share) for name, share in shares.items()} | {"pairs": tested.pairs}


def share_in_words(share: Share) -> str:
    """« 94,1 % (91,0 % à 96,2 %) », or how few answers there are."""
    from benkan.common.typography import pluriel, pourcent

    if share.estimate is None:
        return f"inconnue ({pluriel(share.n, 'réponse')})"
    return f"{pourcent(share.estimate, 1)} ({pourcent(share.low, 1)} à {pourcent(share.high, 1)})"
