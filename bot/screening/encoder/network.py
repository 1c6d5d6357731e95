"""The encoder as something that can learn (TensorFlow, which the Rasa environment has).

Tuned are, in the upper layers, the scales of the weights' blocks, the biases and the norms. The
four-bit numbers stay, so that nothing has to be rounded when the tuned encoder is packed again. The
lower layers, which know words rather than what is meant, stay as they are: a third less to compute.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import tensorflow as tf

from bot.screening.encoder.packed import Packed
from bot.screening.ngrams import Floats

_MATRICES = ("q", "k", "v", "ao", "fi", "fo")
_NORMS = ("aln", "oln")
_FIRST = 4  # the first layer that learns


class Network:
    """Twelve layers over word pieces; one vector of length one a text."""

    def __init__(self, packed: Packed) -> None:
        self._width, self._layers, self._heads = packed.width, packed.layers, packed.heads
        self._epsilon = packed.epsilon
        self._words = tf.constant(packed.tensor_of("emb.word").reshape(-1, packed.width), tf.bfloat16)
        places = packed.floats("emb.pos").reshape(-1, packed.width)
        self._places = tf.constant(places + packed.floats("emb.type")[: packed.width])
        self._weights: dict[str, Any] = {}
        self._fours: dict[str, Any] = {}
        self._scales: dict[str, Any] = {}
        self._given: dict[str, Any] = {}
        self.tuned: dict[str, Any] = {}
        self._plain(packed, "emb.ln", learns=False)
        for at in range(packed.layers):
            for part in _MATRICES:
                self._matrix(packed, f"l{at}.{part}", learns=at >= _FIRST)
            for norm in _NORMS:
                self._plain(packed, f"l{at}.{norm}", learns=at >= _FIRST)

    def _plain(self, packed: Packed, name: str, *, learns: bool) -> None:
        for part in (f"{name}.w", f"{name}.b"):
            self._keep(part, packed.floats(part), learns=learns)

    def _matrix(self, packed: Packed, name: str, *, learns: bool) -> None:
        bias = packed.floats(f"{name}.b")
        self._keep(f"{name}.b", bias, learns=learns)
        if not learns:
            self._weights[name] = tf.constant(packed.tensor_of(f"{name}.w").reshape(len(bias), -1))
            return
        fours, scales = packed.blocks(f"{name}.w")
        self._fours[name] = tf.constant(fours.reshape(len(bias), -1, 32))
        self._scales[name] = tf.constant(scales.reshape(len(bias), -1))
        # Learned as a factor, so that one step means the same for strong and weak blocks.
        self.tuned[f"{name}.w"] = tf.Variable(tf.ones_like(self._scales[name]))

    def _keep(self, name: str, values: Floats, *, learns: bool) -> None:
        if learns:
            self.tuned[name] = tf.Variable(values)
        else:
            self._given[name] = tf.constant(values)

    def _numbers(self, name: str) -> Any:
        return self.tuned[name] if name in self.tuned else self._given[name]

    def tensors(self) -> dict[str, Floats]:
        """What was learned, as the packed file holds it: scales, biases, norms."""
        found = {}
        for name, variable in self.tuned.items():
            base = self._scales.get(name.removesuffix(".w")) if name.endswith(".w") else None
            values = variable if base is None else variable * base
            found[name] = np.asarray(values).ravel()
        return found

    def __call__(self, pieces: Any) -> Any:
        """Vectors of texts given as rows of piece numbers, filled up with -1."""
        real = pieces >= 0
        count = tf.shape(pieces)[1]
        words = tf.cast(tf.gather(self._words, tf.maximum(pieces, 0)), tf.float32)
        state = self._norm(words + self._places[:count], "emb.ln")
        shut = tf.where(real, 0.0, -1e9)[:, None, None, :]
        for at in range(self._layers):
            state = self._layer(tf.stop_gradient(state) if at == _FIRST else state, shut, f"l{at}")
        mask = tf.cast(real, tf.float32)[:, :, None]
        mean = tf.reduce_sum(state * mask, axis=1) / tf.reduce_sum(mask, axis=1)
        return tf.math.l2_normalize(mean, axis=1)

    def _layer(self, state: Any, shut: Any, name: str) -> Any:
        query, key, value = (self._split(self._dense(state, f"{name}.{part}")) for part in "qkv")
        nearness = tf.matmul(query, key, transpose_b=True) / math.sqrt(self._width / self._heads)
        seen = tf.matmul(tf.nn.softmax(nearness + shut), value)
        joined = tf.reshape(tf.transpose(seen, (0, 2, 1, 3)), tf.shape(state))
        state = self._norm(state + self._dense(joined, f"{name}.ao"), f"{name}.aln")
        wide = tf.nn.gelu(self._dense(state, f"{name}.fi"))
        return self._norm(state + self._dense(wide, f"{name}.fo"), f"{name}.oln")

    def _dense(self, state: Any, name: str) -> Any:
        weights = self._weights_of(name)
        flat = tf.matmul(tf.reshape(state, (-1, state.shape[-1])), weights, transpose_b=True)
        shape = (*tf.unstack(tf.shape(state)[:2]), weights.shape[0])
        return tf.reshape(flat + self._numbers(f"{name}.b"), shape)

    def _weights_of(self, name: str) -> Any:
        if name in self._weights:
            return self._weights[name]
        scales = self.tuned[f"{name}.w"] * self._scales[name]
        blocks = tf.cast(self._fours[name], tf.float32) * scales[:, :, None]
        return tf.reshape(blocks, (scales.shape[0], scales.shape[1] * 32))

    def _split(self, state: Any) -> Any:
        shape = tf.shape(state)
        parts = tf.reshape(state, (shape[0], shape[1], self._heads, self._width // self._heads))
        return tf.transpose(parts, (0, 2, 1, 3))

    def _norm(self, state: Any, name: str) -> Any:
        mean, spread = tf.nn.moments(state, axes=[-1], keepdims=True)
        even = (state - mean) * tf.math.rsqrt(spread + self._epsilon)
        return even * self._numbers(f"{name}.w") + self._numbers(f"{name}.b")
