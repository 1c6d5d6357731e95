"""How the network and the answers it gives are changed, one batch after the other."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from bot.screening import outputs
from bot.screening.encoder.network import Network
from bot.screening.encoder.tuning import Tuning

RATE, HEAD_RATE = 3e-3, 5e-3  # of Adam, at their highest
WARM_UP = 0.06
SHARPNESS = 8.0  # unit vectors lie close together; the head sees their differences this much larger
_WEIGHTS = {"danger": 2.0, "worry": 1.0, "imminent": 1.0}
_OTHER_WEIGHT = 0.3


class Learner:
    """The network, the answers it gives, and how both are changed."""

    def __init__(self, network: Network, before: Tuning, first: Any, steps: int) -> None:
        self.network = network
        self.middle = tf.reduce_mean(network(first), axis=0)
        self.head = tf.Variable(before.head / SHARPNESS)
        self.bias = tf.Variable(before.bias + self.middle.numpy() @ before.head)
        weights = [_WEIGHTS.get(name, _OTHER_WEIGHT) for name in outputs.COLUMNS]
        self.weights = tf.constant(weights, tf.float32)
        self.inner = tf.keras.optimizers.Adam(_Slope(RATE, steps))
        self.outer = tf.keras.optimizers.Adam(_Slope(HEAD_RATE, steps))

    @tf.function(reduce_retracing=True, autograph=False)  # type: ignore[untyped-decorator]
    def step(self, rows: Any, wanted: Any, pull: Any) -> Any:
        """Learn from one batch; the loss before it."""
        inside, outside = list(self.network.tuned.values()), [self.head, self.bias]
        with tf.GradientTape() as tape:
            lost = tf.nn.sigmoid_cross_entropy_with_logits(wanted, self.answers(rows))
            loss = tf.reduce_mean(tf.reduce_sum(lost * self.weights, axis=1) * pull)
        changes = tape.gradient(loss, [*inside, *outside])
        self.inner.apply_gradients(zip(changes[: len(inside)], inside, strict=True))
        self.outer.apply_gradients(zip(changes[len(inside) :], outside, strict=True))
        return loss

    def answers(self, rows: Any) -> Any:
        """The answers on a batch, as logits."""
        return (self.network(rows) - self.middle) * SHARPNESS @ self.head + self.bias

    def tuned(self) -> Tuning:
        """What was learned; the head as it is applied to plain vectors."""
        head = SHARPNESS * self.head.numpy()
        bias = self.bias.numpy() - self.middle.numpy() @ head
        return Tuning(self.network.tensors(), head, bias)


class _Slope(tf.keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
    """Up from nothing, then straight down to nothing."""

    def __init__(self, highest: float, steps: int) -> None:
        self._highest, self._steps = highest, float(steps)

    def __call__(self, step: Any) -> Any:
        done = tf.cast(step, tf.float32) / self._steps
        return self._highest * tf.minimum((done + 1e-3) / WARM_UP, (1.0 - done) / (1.0 - WARM_UP))
