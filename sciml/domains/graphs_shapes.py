"""Outlines of nodes in millimetres of the page: what lies inside, where a way leaves, how large words make them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from math import cos, hypot, pi, sin

from ..author import Run, extent, unbroken

__all__ = ["XY", "Form", "cubic_at", "flat_cubic", "leave", "lines_of", "part_of", "sized", "words_size"]

XY = tuple[float, float]
Lines = tuple[tuple[Run, ...], ...]

AIR = 1.1
"""mm between words and the outline around them"""
DOT = 0.85
"""mm: radius of a node that is a dot"""


_RING = tuple([(cos(2 * pi * k / 16), sin(2 * pi * k / 16)) for k in range(17)])


class Form:
    """The outline of a node about its middle. shape: circle oval box round diamond data triangle dot none; w, h: half width and half height."""

    __slots__ = ("h", "shape", "w", "x", "y")

    def __init__(self, shape: str, w: float, h: float, x: float = 0.0, y: float = 0.0) -> None:
        self.shape, self.w, self.h, self.x, self.y = shape, w, h, x, y

    def holds(self, x: float, y: float, more: float = 0.0) -> bool:
        """Whether a place lies inside, or within `more` of the outline."""
        dx, dy, w, h = abs(x - self.x), abs(y - self.y), self.w + more, self.h + more
        if dx > w or dy > h:
            return False
        if self.shape in ("circle", "dot", "oval"):
            return (dx / w) ** 2 + (dy / h) ** 2 <= 1.0
        if self.shape == "diamond":
            return dx / self.w + dy / self.h <= 1.0 + more / self.w + more / self.h
        if self.shape == "triangle":
            up = (y - self.y + self.h) / (2 * self.h)
            return dx <= self.w * (1.0 - up) + more
        if self.shape == "data":
            return abs(x - self.x - SLANT * (y - self.y)) <= w - SLANT * self.h
        return True

    def box(self, more: float = 0.0) -> tuple[float, float, float, float]:
        return self.x - self.w - more, self.y - self.h - more, self.x + self.w + more, self.y + self.h + more

    def ring(self) -> list[XY]:
        """Of a circle or an oval: 16 places on it, the first again at the end."""
        x, y, w, h = self.x, self.y, self.w, self.h
        return [(x + c / n, y + s / n) for c, s in _RING if (n := hypot(c / w, s / h))]

    def rim(self, angle: float) -> XY:
        """Where a ray from the middle leaves."""
        c, s = cos(angle), sin(angle)
        if self.shape in ("circle", "dot", "oval"):
            t = 1.0 / hypot(c / self.w, s / self.h)
            return self.x + t * c, self.y + t * s
        if self.shape == "diamond":
            t = 1.0 / (abs(c) / self.w + abs(s) / self.h)
            return self.x + t * c, self.y + t * s
        if self.shape not in ("triangle", "data"):
            t = 1.0 / max(abs(c) / self.w, abs(s) / self.h)
            return self.x + t * c, self.y + t * s
        low, high = 0.0, hypot(self.w, self.h) + 1.0
        for _ in range(40):
            t = (low + high) / 2
            if self.holds(self.x + t * c, self.y + t * s):
                low = t
            else:
                high = t
        return self.x + low * c, self.y + low * s

    def corners(self) -> tuple[XY, ...]:
        """Of the shapes with straight sides, counter-clockwise."""
        x, y, w, h = self.x, self.y, self.w, self.h
        if self.shape == "diamond":
            return (x, y - h), (x + w, y), (x, y + h), (x - w, y)
        if self.shape == "triangle":
            return (x - w, y - h), (x + w, y - h), (x, y + h)
        if self.shape == "data":
            s = SLANT * h
            return (x - w, y - h), (x + w - 2 * s, y - h), (x + w, y + h), (x - w + 2 * s, y + h)
        return (x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)


SLANT = 0.35
"""of a parallelogram: how far the top is to the right, in heights"""


# ---------------------------------------------------------------- words


PIECE = re.compile(
    r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef][\u3001\u3002\uff0c\uff1f\uff01]*[ \t]*|[^ \t\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+[ \t]*|[ \t]+"
)
"""what is not broken: a word with the blanks after it, or one Han letter with the stop after it"""
LEADING = 4.35
"""mm from line to line"""


def lines_of(words: Sequence[Run], width: float) -> Lines:
    """The lines of a text, broken at blanks so that none is longer than `width` mm unless a word is."""
    lines: list[list[Run]] = [[]]
    for run in words:
        if run.math:
            _append(lines, run, width)
            continue
        for k, part in enumerate(run.text.split("\n")):
            if k:
                lines.append([])
            for piece in unbroken(PIECE.findall(part), part):
                _append(lines, Run(piece, False, run.bold, run.italic), width)
    return tuple(tuple(_joined(line)) for line in lines if line) or ((),)


def _append(lines: list[list[Run]], run: Run, width: float) -> None:
    now = lines[-1]
    if now and extent([*now, run])[0] > width + 1.0 and run.text.strip() not in ("", ",", ".", ";", "?", "!"):
        lines.append([])
    lines[-1].append(run)


def _joined(line: list[Run]) -> list[Run]:
    out: list[Run] = []
    for run in line:
        if out and not run.math and not out[-1].math and (out[-1].bold, out[-1].italic) == (run.bold, run.italic):
            out[-1] = Run(out[-1].text + run.text, False, run.bold, run.italic)
        else:
            out.append(run)
    if out and not out[-1].math:
        out[-1] = Run(out[-1].text.rstrip(), False, out[-1].bold, out[-1].italic)
    return out


def words_size(lines: Lines) -> tuple[float, float]:
    """Width and height in mm of lines one below the other."""
    if not lines or not lines[0]:
        return 0.0, 0.0
    sizes = [extent(line) for line in lines]
    return max(w for w, _ in sizes), max(sizes[0][1], 3.0) * 0.92 + 0.28 + sum(max(LEADING, h * 1.1) for _, h in sizes[1:])


def sized(shape: str, w: float, h: float) -> Form:
    """The outline around words of that size."""
    if shape == "dot":
        return Form("dot", DOT, DOT)
    if shape == "none":
        return Form("none", max(w, 1.0) / 2 + 0.9, max(h, 2.0) / 2 + 0.4)
    if shape == "circle":
        r = max(3.2, hypot(w, h * 0.75) / 2 + AIR)
        return Form("circle", r, r)
    if shape == "oval":
        return Form("oval", max(8.0, w * 0.62 + 2.0), max(4.2, h * 0.62 + 1.6))
    if shape == "diamond":
        high = max(5.2, h + 1.4)
        return Form("diamond", max(7.5, (w / 2 + 0.8) / (1.0 - (h / 2 + 0.3) / high)), high)
    if shape == "triangle":
        return Form("triangle", max(4.5, w * 0.9 + 1.4), max(5.0, h * 0.95 + 1.5))
    if shape == "data":
        half = max(3.6, h / 2 + 1.8)
        return Form("data", max(8.0, w / 2 + 2.0 + SLANT * half), half)
    return Form(shape, max(3.6 if shape == "round" else 5.0, w / 2 + 1.9), max(3.2, h / 2 + 1.3))


# ---------------------------------------------------------------- curves


def cubic_at(c: Sequence[XY], t: float) -> XY:
    u = 1.0 - t
    a, b, d, e = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
    return a * c[0][0] + b * c[1][0] + d * c[2][0] + e * c[3][0], a * c[0][1] + b * c[1][1] + d * c[2][1] + e * c[3][1]


def flat_cubic(c: Sequence[XY], n: int = 16) -> list[XY]:
    return [cubic_at(c, k / n) for k in range(n + 1)]


def part_of(c: Sequence[XY], t0: float, t1: float) -> tuple[XY, XY, XY, XY]:
    """The piece of a cubic from t0 to t1."""

    def bloom(a: float, b: float, d: float) -> XY:
        def mix(p: XY, q: XY, t: float) -> XY:
            return p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t

        p = [mix(c[k], c[k + 1], a) for k in range(3)]
        q = [mix(p[k], p[k + 1], b) for k in range(2)]
        return mix(q[0], q[1], d)

    return bloom(t0, t0, t0), bloom(t0, t0, t1), bloom(t0, t1, t1), bloom(t1, t1, t1)


def leave(form: Form, c: Sequence[XY], forward: bool) -> float:
    """The parameter at which a cubic from (or to) the middle of a node crosses its outline."""
    low, high = (0.0, 0.6) if forward else (1.0, 0.4)
    for _ in range(30):
        t = (low + high) / 2
        if form.holds(*cubic_at(c, t)):
            low = t
        else:
            high = t
    return low


def along(points: Sequence[XY], fraction: float) -> tuple[float, float, float, float]:
    """A place on a chain of straight pieces, and its direction there."""
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)]
    want = fraction * sum(lengths)
    for (ax, ay), (bx, by), n in zip(points, points[1:], lengths, strict=False):
        if want <= n and n > 0:
            return ax + (bx - ax) * want / n, ay + (by - ay) * want / n, (bx - ax) / n, (by - ay) / n
        want -= n
    (ax, ay), (bx, by) = points[-2], points[-1]
    n = hypot(bx - ax, by - ay) or 1.0
    return bx, by, (bx - ax) / n, (by - ay) / n


def turn_to(angle: float, other: float) -> float:
    """Angle between two directions, 0 to pi."""
    d = (angle - other) % (2 * pi)
    return d if d <= pi else 2 * pi - d
