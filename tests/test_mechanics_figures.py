"""Whole figures of mechanics: sizes, places and order on the page."""

from __future__ import annotations

from typing import Any

import pytest

import sciml


def drawn(text: str) -> dict[str, Any]:
    """The named things of a figure as they are drawn, in page millimetres from some place."""
    made = sciml.compile(text)
    assert made.ok, [d.sentence() for d in made.diagnostics]
    solved = made.pages[0].solved
    done: dict[int, Any] = {}
    return {e.name: e.evaluated(solved.drawn, done) for e in solved.figure.elements if e.name}


def mm(x: Any, thing: Any) -> float:
    return float(x) / float(thing.frame.mm)


SIZES = [
    ("given r\nt = bench()\nA = block(on=t)\nx = pulley(at=t.right, radius=r)\nB = block(below=x)\ns = rope(A.right, over=x, to=B.top)", "reach", 4, 8),
    ("given r\ng = ground()\nx = hoop(on=g, radius=r)", "reach", 7, 14),
    ("given r\nramp = incline(angle=30 deg)\nx = ball(on=ramp, radius=r)", "reach", 2.5, 6),
    ("given r\ng = ground()\nx = disc(on=g, radius=r)", "reach", 7, 14),
    ("given w\ng = ground()\nx = block(on=g, width=w)", "width", 10, 22),
    ("g = ground()\nx = hoop(on=g, radius=0.40 m)\nvelocity(x, right, 2.0 m/s)", "reach", 7, 14),
    ("g = ground()\nx = block(on=g, width=6)", "width", 10, 22),
    ("g = ground()\nx = wheel(on=g, radius=35 cm)\nb = block(on=g, height=10 cm, right_of=x)", "reach", 12, 40),
    ("given r = 5 cm\nc = ceiling()\nx = pulley(on=c, radius=r)\nA = block()\nB = block()\nrope(A.top, over=x, to=B.top)", "reach", 4, 10),
]


@pytest.mark.parametrize("text, what, least, most", SIZES)
def test_a_symbol_or_a_lone_size_is_drawn_as_usual(text: str, what: str, least: float, most: float) -> None:
    x = drawn(text)["x"]
    size = mm(x.size[0] if what == "width" else x.reach, x)
    assert least <= size <= most
