"""Speed, side by side in one run: `make bench`, or `python benchmarks/figures.py [--turns N]`.

Warm: text to PNG bytes, proved, against matplotlib (Figure, Agg) drawing the same picture at the same size and dpi. Each side is a process that has loaded
nothing of the other's, both pinned to one core; they take turns in which each draws as many figures as it can; medians of CPU time a figure.
Cold: the whole command against a Python that only imports numpy and lark, medians of wall time. Prints markdown for the README.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path as File
from statistics import median
from typing import Any

import sciml
from sciml.scene import Group, Mark, Path, Scene, TextMark

ROOT = File(__file__).parent.parent
DPI = 200
TURN = 0.4
"""seconds of CPU time; a side that drew one figure a turn would be measured with the other's data in the processor's caches"""
SHORT_TURN, FEW_TURNS = 0.06, 3
"""of the race over all examples"""
TRIANGLE = """\
triangle(ABC, AB=6 cm, BC=5 cm, AC=4 cm)
I = incenter(ABC)
incircle(ABC)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--turns", type=int, default=15, help="of each side (default: 15)")
    parser.add_argument("--no-cold", action="store_true", help="leave out the cold start")
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    warnings.filterwarnings("ignore", "Glyph .* missing")  # its font has no Chinese
    with Side(sciml_side) as ours, Side(matplotlib_side) as theirs:
        examples = all_examples(ours, theirs)
        name, text = examples[len(examples) // 2][2:]
        print(f"{platform.machine()}, one core, CPython {platform.python_version()}; {args.turns} turns of {TURN} s a side; {DPI} dpi.\n")
        print("| figure | sciml, text to proved PNG | matplotlib, drawing only | ratio |\n| --- | ---: | ---: | ---: |")
        sides = [("triangle with incircle and labels", TRIANGLE, triangle_by_hand), (f"median example ({name})", text, redraw)]
        for what, spec, way in sides:
            row(what, 1, *race((ours, spec), (theirs, (way, scene_of(spec))), args.turns, TURN))
    fifth = len(examples) // 5
    for what, some in (
        (f"the fifth of the examples around the median ({fifth}), together", examples[2 * fifth : 3 * fifth]),
        (f"all {len(examples)} examples of one page, together", examples),
    ):
        row(what, len(some), sum(e[0] for e in some), sum(e[1] for e in some))
    print(f"\nOf the {len(examples)} examples the median ratio is {median(e[1] / e[0] for e in examples):.1f}.")
    print("\n| pass | " + " | ".join(what for what, _, _ in sides) + " |\n| --- |" + " ---: |" * len(sides))
    columns = [passes(spec, 60) for _, spec, _ in sides]
    for one in columns[0]:
        print(f"| {one} | " + " | ".join(f"{c[one] * 1000:.2f} ms" for c in columns) + " |")
    if not args.no_cold:
        cold(args.turns)


# ---------------------------------------------------------------- measuring


class Side:
    """A process that draws what it is told, as often as it can in a while."""

    def __init__(self, main: Callable[[Connection], None]) -> None:
        context = get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=main, args=(other,), daemon=True)

    def __enter__(self) -> Side:
        self.process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.pipe.send(None)
        self.process.join()

    def draw(self, what: Any, seconds: float) -> float:
        """CPU seconds a figure."""
        self.pipe.send((what, seconds))
        return float(self.pipe.recv())


def sciml_side(pipe: Connection) -> None:
    serve(pipe, lambda spec: lambda: sciml.compile(spec).png(dpi=DPI))


def matplotlib_side(pipe: Connection) -> None:
    warnings.filterwarnings("ignore", "Glyph .* missing")  # its font has no Chinese
    serve(pipe, lambda told: told[0](told[1]))


def serve(pipe: Connection, made: Callable[[Any], Callable[[], object]]) -> None:
    what: Any = None
    draw: Callable[[], object] = lambda: None  # noqa: E731
    while (told := pipe.recv()) is not None:
        if told[0] != what:
            what, draw = told[0], made(told[0])
            draw()
        start, drawn = time.process_time(), 0
        while True:
            draw()
            drawn += 1
            if (spent := time.process_time() - start) >= told[1]:
                break
        pipe.send(spent / drawn)


def race(ours: tuple[Side, Any], theirs: tuple[Side, Any], turns: int, turn: float) -> tuple[float, float]:
    """CPU seconds a figure of each: medians over the turns, which alternate; the first one is left out."""
    times = [[side.draw(what, turn) for side, what in (ours, theirs)] for _ in range(turns + 1)][1:]
    return median(t[0] for t in times), median(t[1] for t in times)


def passes(text: str, runs: int) -> dict[str, float]:
    """Median CPU seconds of each pass."""
    from sciml.check import check
    from sciml.layout import layout
    from sciml.read import read
    from sciml.renderer import png
    from sciml.solve import solve
    from sciml.source import Source
    from sciml.verify import verify

    found: dict[str, list[float]] = {}

    def timed(name: str, step: Callable[[Any], Any], value: Any) -> Any:
        start = time.process_time()
        made = step(value)
        found.setdefault(name, []).append(time.process_time() - start)
        return made

    for _ in range(runs):
        value: Any = Source(text)
        for step in (read, check, solve, verify, layout):
            value = timed(step.__name__, step, value).value
            value = value[0] if isinstance(value, tuple) else value
        timed("png", lambda scene: png(scene, DPI), value)
    return {name: median(times) for name, times in found.items()}


def cold(runs: int) -> None:
    """The command as a person starts it."""
    spec = ROOT / "examples/mechanics/block-on-incline.sciml"
    with tempfile.TemporaryDirectory() as folder:
        ours = [sys.executable, "-m", "sciml", "render", str(spec), "-o", f"{folder}/x.png"]
        other = [sys.executable, "-c", "import numpy, lark"]
        times: tuple[list[float], list[float]] = ([], [])
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}  # an installed package has its bytecode
        for i in range(runs + 1):
            for command, kept in zip((ours, other), times, strict=True):
                start = time.perf_counter()
                subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env=env)
                if i:
                    kept.append(time.perf_counter() - start)
    mine, yours = median(times[0]), median(times[1])
    print(
        f'\nCold: `sciml render block-on-incline.sciml` {mine * 1000:.0f} ms, `python -c "import numpy, lark"` {yours * 1000:.0f} ms: **{mine / yours:.2f}×**.'
    )


def row(what: str, count: int, ours: float, other: float) -> None:
    print(f"| {what} | {ours * 1000:.1f} ms ({count / ours:.0f} figures/s) | {other * 1000:.1f} ms ({count / other:.0f} figures/s) | **{other / ours:.1f}×** |")


def all_examples(ours: Side, theirs: Side) -> list[tuple[float, float, str, str]]:
    """CPU seconds of both sides for every example of one page, its name and text, the quickest first: which one is the median depends on luck, its fifth does not."""
    found = []
    for path in sorted((ROOT / "examples").rglob("*.sciml")):
        text = path.read_text("utf-8")
        document = sciml.compile(text)
        if document.ok and len(document.scenes) == 1:
            found.append((*race((ours, text), (theirs, (redraw, document.scene)), FEW_TURNS, SHORT_TURN), path.stem, text))
    return sorted(found)


def scene_of(text: str) -> Scene:
    return sciml.compile(text).scene


# ---------------------------------------------------------------- the same with matplotlib


def triangle_by_hand(scene: Scene) -> Callable[[], bytes]:
    """The triangle as a careful person writes it: lengths to coordinates, centre and radius by formula, labels placed by hand."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.patches import Circle, Polygon

    size = (scene.width / 72, scene.height / 72)

    def draw() -> bytes:
        a, b, c = 5.0, 4.0, 6.0
        x = (b * b + c * c - a * a) / (2 * c)
        corners = [(0.0, 0.0), (c, 0.0), (x, (b * b - x * x) ** 0.5)]
        whole = a + b + c
        center = tuple(sum(w * p[k] for w, p in zip((a, b, c), corners, strict=True)) / whole for k in (0, 1))
        figure = Figure(figsize=size, dpi=DPI)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_aspect("equal")
        axes.set_xlim(-0.7, 6.7)
        axes.set_ylim(-0.8, corners[2][1] + 0.6)
        axes.add_patch(Polygon(corners, fill=False, linewidth=1.0))
        axes.add_patch(Circle(center, center[1], fill=False, linewidth=1.0))
        axes.plot(*zip(*corners, center, strict=True), "ko", markersize=3)
        for name, (px, py), (dx, dy) in zip("ABCI", [*corners, center], [(-0.3, -0.25), (0.3, -0.25), (0, 0.3), (0.2, 0.2)], strict=True):
            axes.text(px + dx, py + dy, f"${name}$", ha="center", va="center", fontsize=11)
        for words, p, q, (dx, dy) in (("6 cm", 0, 1, (0, -0.3)), ("5 cm", 1, 2, (0.45, 0.2)), ("4 cm", 0, 2, (-0.45, 0.2))):
            axes.text((corners[p][0] + corners[q][0]) / 2 + dx, (corners[p][1] + corners[q][1]) / 2 + dy, words, ha="center", va="center", fontsize=10)
        return _saved(figure)

    return draw


def redraw(scene: Scene) -> Callable[[], bytes]:
    """Any finished scene: each path a patch, each text a text at its place (mathematics where it has some). Nothing to solve, nothing to place."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    codes = {"M": [1], "L": [2], "C": [4, 4, 4], "Z": [79]}
    shapes, texts = [], []
    for mark in marks_of(scene.marks):
        if isinstance(mark, TextMark):
            italic = mark.text.isascii() and mark.text.replace("_", "").isalnum() and not mark.text.isdigit() and len(mark.text) <= 5
            texts.append(
                (mark.box[0], mark.box[3], f"${mark.text}$" if italic else mark.text.replace("$", r"\$"), mark.glyphs[0].size if mark.glyphs else 9, mark.color)
            )
            continue
        points, at, vertices, kinds = mark.points, 0, [], []
        for op in mark.ops:
            for _ in range({"M": 1, "L": 1, "C": 3, "Z": 0}[op]):
                vertices.append((points[at], points[at + 1]))
                at += 2
            if op == "Z":
                vertices.append(vertices[-1])
            kinds += codes[op]
        stroke, fill = mark.stroke, mark.fill
        look = {
            "edgecolor": stroke.color if stroke else "none",
            "linewidth": stroke.width if stroke else 0,
            "facecolor": fill.color if fill and fill.color else "none",
            "hatch": "//" if fill and fill.hatch else None,
            "linestyle": (0, stroke.dash) if stroke and stroke.dash else "solid",
        }
        shapes.append((vertices, kinds, look))

    def draw() -> bytes:
        figure = Figure(figsize=(scene.width / 72, scene.height / 72), dpi=DPI)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, scene.width)
        axes.set_ylim(scene.height, 0)
        for vertices, kinds, look in shapes:
            axes.add_patch(PathPatch(Outline(vertices, kinds), **look))
        for x, y, words, size, color in texts:
            axes.text(x, y, words, fontsize=size, color=color, va="bottom")
        return _saved(figure)

    return draw


def marks_of(marks: tuple[Mark, ...]) -> Iterator[Path | TextMark]:
    for mark in marks:
        if isinstance(mark, Group):
            yield from marks_of(mark.marks)
        else:
            yield mark


def _saved(figure: Any) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI)
    return out.getvalue()


if __name__ == "__main__":
    main()
