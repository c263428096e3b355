"""What drawing and writing cost: `python benchmarks/render.py`. Medians in ms of one process, then of whole cold processes."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median

from sciml import renderer
from sciml.renderer import raster
from sciml.scene import Fill, Hatch, Mark, Path, Scene, Stroke, TextMark
from sciml.typeset import Run, line, outlines

__all__ = ["busy", "sparse"]

LABELS = ["A", "B", "C", "5 cm", "θ = 30°", "F", "friction 12.5 N", "incline", "x", "y", "O", "v₀", "12 kg", "k = 200 N/m", "time (s)"]
ARC = 0.5523


def circle(x: float, y: float, r: float) -> tuple[str, tuple[float, ...]]:
    k = ARC * r
    east, south, west, north = (x + r, y), (x, y + r), (x - r, y), (x, y - r)
    return "MCCCCZ", (
        *east, x + r, y + k, x + k, y + r, *south, x - k, y + r, x - r, y + k, *west, x - r, y - k, x - k, y - r, *north, x + k, y - r, x + r, y - k, *east,
    )  # fmt: skip


def text(words: str, x: float, y: float, size: float = 10) -> TextMark:
    box = line([Run(words)], size)
    glyphs = tuple(type(glyph)(glyph.font, glyph.id, glyph.x + x, glyph.y + y, glyph.size) for glyph in box.glyphs)
    return TextMark(words, glyphs, (x, y - size, x + 5 * size, y))


def scene(width: float, height: float, marks: list[Mark]) -> Scene:
    glyphs = [glyph for mark in marks if isinstance(mark, TextMark) for glyph in mark.glyphs]
    return Scene(width, height, tuple(marks), "benchmark", "A picture to measure with.", outlines=outlines(glyphs))


def busy(color: str = "#000000") -> Scene:
    """40 strokes, 25 labels, 5 hatched fills and a curve of 1000 points."""
    marks: list[Mark] = [Path(*circle(60 + 75 * k, 200, 32), stroke=Stroke(), fill=Fill("#eeeeee", Hatch("#444444", 30 * k, cross=k == 4))) for k in range(5)]
    for k in range(38):
        turn = k * 2.4
        x, y = 216 + 150 * math.cos(turn), 160 + 110 * math.sin(turn)
        marks.append(Path("ML", (x, y, 216 + 40 * math.cos(k), 160 + 40 * math.sin(k)), Stroke(color, 0.8, (4, 2) if k % 4 == 0 else ())))
    marks += [Path("MLLZ", (40, 300, 400, 300, 200, 40), Stroke(width=1)), Path(*circle(190, 210, 80), stroke=Stroke(width=1))]
    wave = tuple(value for k in range(1000) for value in (20 + k * 0.39, 60 + 30 * math.sin(k / 60)))
    marks.append(Path("M" + "L" * 999, wave, Stroke(color, 1.2, join="round")))
    marks += [text(LABELS[k % len(LABELS)], 15 + 80 * (k % 5), 20 + 60 * (k // 5)) for k in range(25)]
    return scene(432, 324, marks)


def sparse(color: str = "#000000") -> Scene:
    """A triangle with its incircle, six ticks and six labels."""
    marks: list[Mark] = [Path("MLLZ", (40, 290, 390, 290, 150, 40), Stroke(color)), Path(*circle(181, 203, 87), stroke=Stroke(color, 0.6))]
    marks += [Path("ML", (60 + 50 * k, 286, 60 + 50 * k, 294), Stroke(color)) for k in range(6)]
    marks += [text(label, 30 + 65 * k, 310) for k, label in enumerate(["A", "B", "C", "5 cm", "30°", "r = 2.4 cm"])]
    return scene(432, 324, marks)


def timed(work: Callable[[], object], count: int = 41) -> float:
    work()
    spans = []
    for _ in range(count):
        start = time.perf_counter()
        work()
        spans.append(time.perf_counter() - start)
    return 1000 * median(spans)


def warm() -> None:
    print(f"{'600 x 450 px':<16}{'draw':>8}{'encode':>8}{'png':>8}{'svg':>8}{'pdf':>8}{'json':>8}   bytes of png, svg, pdf, json")
    for name, page in (("sparse", sparse()), ("sparse, colour", sparse("#cc0000")), ("busy", busy()), ("busy, colour", busy("#0033cc"))):
        format, stride = (raster.A8, 604) if raster.without_colour(page.marks) else (raster.RGB24, 2404)
        drawn = timed(partial(raster.draw, page, 100 / 72, 600, 450, format, stride))
        writers = [partial(renderer.png, page, 100), *(partial(write, page) for write in (renderer.svg, renderer.pdf, renderer.json))]
        times = [timed(write) for write in writers]
        print(
            f"{name:<16}{drawn:8.2f}{times[0] - drawn:8.2f}"
            + "".join(f"{span:8.2f}" for span in times)
            + "   "
            + " ".join(str(len(write())) for write in writers)
        )


def cold() -> None:
    first = "from sciml.scene import *; import sciml.renderer as r; r.png(Scene(432, 324, (Path('ML', (0, 0, 400, 300), Stroke()),)), 100)"
    for name, code in (
        ("python alone", "pass"),
        ("and sciml.scene", "import sciml.scene"),
        ("and a first PNG", first),
        ("plain cairocffi", "import cairocffi"),
    ):
        print(f"{name:<16}{timed(partial(subprocess.run, [sys.executable, '-c', code], check=True), 15):8.1f}")


if __name__ == "__main__":
    warm()
    cold()
