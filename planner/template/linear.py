"""A small linear classifier over named features: averaged perceptron, in plain Python, the same on every machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

__all__ = ["Weights", "scores", "train"]

Weights = dict[str, dict[str, float]]
"""feature -> class -> weight."""


def scores(weights: Weights, features: Iterable[str], classes: Sequence[str]) -> dict[str, float]:
    """The score of each class, by the number of features so that long texts do not shout."""
    out = dict.fromkeys(classes, 0.0)
    known = 0
    for f in features:
        found = weights.get(f)
        if found is not None:
            known += 1
            for c, w in found.items():
                if c in out:
                    out[c] += w
    size = max(known, 1) ** 0.5
    return {c: s / size for c, s in out.items()}


def train(examples: Sequence[tuple[list[str], str]], classes: Sequence[str], rounds: int = 6, margin: float = 1.0) -> Weights:
    """Weights for (features, class) examples. Each mistake, and each narrow success, moves the weights; the average of all states is the result."""
    now: Weights = {}
    total: Weights = {}
    step = 0
    order = list(range(len(examples)))
    random = Random(0)
    for _ in range(rounds):
        random.shuffle(order)
        for i in order:
            step += 1
            features, truth = examples[i]
            made = scores(now, features, classes)
            rival = max((c for c in classes if c != truth), key=lambda c: (made[c], c), default=None)
            if rival is None or made[truth] - made[rival] > margin:
                continue
            for f in features:
                for c, change in ((truth, 1.0), (rival, -1.0)):
                    row, summed = now.setdefault(f, {}), total.setdefault(f, {})
                    row[c] = row.get(c, 0.0) + change
                    summed[c] = summed.get(c, 0.0) + change * step
    return {f: kept for f, row in sorted(now.items()) if (kept := {c: v for c, w in sorted(row.items()) if (v := round(w - total[f][c] / (step + 1), 2))})}
