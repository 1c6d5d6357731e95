"""`make encoder`: tune the sentence encoder on the labelled messages; some 20 minutes a round on two cores.

Rarely needed: when many messages were added. What comes out (`data/screening/encoder.npz`) is kept in
the repository and `make train` reads it; the next tuning goes on from there. The messages of the
unseen split are left out, so that thresholds can be chosen on scores of messages that nothing has
learned.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import tensorflow as tf

from bot.screening import corpus, normalize, outputs
from bot.screening.corpus import Example
from bot.screening.encoder import packed, shipped, tuning
from bot.screening.encoder.learner import Learner
from bot.screening.encoder.lesson import BATCH, filled, lesson
from bot.screening.encoder.network import Network
from bot.screening.encoder.packed import Packed
from bot.screening.encoder.tuning import Tuning

_SEED = 20211
_FAITHFUL = 0.99  # cosine: the engine computes with 8-bit numbers


def untouched(width: int) -> Tuning:
    """Before the first tuning: nothing about the encoder is changed, and the answer is always a weak no."""
    columns = len(outputs.COLUMNS)
    return Tuning({}, np.zeros((width, columns), np.float32), np.full(columns, -1.0, np.float32))


def learn(examples: Sequence[Example], base: Packed, before: Tuning, rounds: int) -> Tuning:
    """Tune the encoder on all of `examples`, `rounds` times through, from where it was left."""
    tf.keras.utils.set_random_seed(_SEED)
    material, chance = lesson(examples, packed.pieces(base)), np.random.default_rng(_SEED)
    steps = rounds * -(-len(examples) // BATCH)
    network = Network(packed.parsed(base.with_tensors(before.tensors)))
    learner = Learner(network, before, next(material.batches(chance))[0], steps)
    done, mean, started = 0, 0.0, time.monotonic()
    for _ in range(rounds):
        for batch in material.batches(chance):
            done += 1
            mean += (float(learner.step(*batch)) - mean) / min(done, 50)
            if done % 50 == 0:
                left = (steps - done) * (time.monotonic() - started) / done / 60
                print(f"  {done}/{steps}  loss {mean:.3f}  about {left:.0f} minutes left", flush=True)
    return learner.tuned()


class Unfaithful(Exception):
    """The engine does not compute what was learned."""


def check(examples: Sequence[Example], base: Packed, learned: Tuning) -> None:
    """Unfaithful unless the engine gives the vectors of the network that learned."""
    network, encoder = Network(packed.parsed(base.with_tensors(learned.tensors))), shipped.assembled(learned)
    rows = filled(lesson(examples, packed.pieces(base)).pieces)
    texts = [normalize.normalize(example.text).plain.text for example in examples]
    near = np.sum(network(tf.constant(rows)) * encoder.vectors(texts), axis=1)
    if near.min() < _FAITHFUL:
        raise Unfaithful(f"nearness {near.min():.3f}, wanted {_FAITHFUL}")


def main() -> None:
    """Tune and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data/screening"))
    parser.add_argument("--questions", type=Path, default=Path("data/nlu"))
    parser.add_argument("--out", type=Path, default=Path("data/screening/encoder.npz"))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--anew", action="store_true", help="forget what was learned; use 3 rounds then")
    arguments = parser.parse_args()
    found = corpus.read_all(arguments.data, arguments.questions)
    examples = [example for example in found if not example.unseen]
    print(f"encoder: learning from {len(examples)} messages", flush=True)
    base = packed.read(packed.installed())
    known = arguments.out.is_file() and not arguments.anew
    before = tuning.load(arguments.out) if known else untouched(base.width)
    learned = learn(examples, base, before, arguments.rounds)
    check(examples[:: max(1, len(examples) // BATCH)], base, learned)
    tuning.save(arguments.out, learned)
    print(f"encoder: wrote {arguments.out}", flush=True)


if __name__ == "__main__":
    main()
