"""Speed, side by side in one run: `make bench`, or `python benchmarks/figures.py [--turns N]`.

Warm: text to PNG bytes, proved, against matplotlib (Figure, Agg) drawing the same picture at the same size and dpi. Each side is a process that has loaded
nothing of the others', all pinned to one core: matplotlib, sciml as plain Python, and with `--wheel FOLDER` sciml as released, from the wheel there.
They take turns in which each draws as many figures as it can; medians of CPU time a figure.
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
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path as File
from statistics import median
from typing import Any, NamedTuple
from zipfile import ZipFile

import sciml
import sciml.expression
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
    parser.add_argument("--wheel", type=File, help="the folder with the wheel to measure as released")
    parser.add_argument("--no-cold", action="store_true", help="leave out the cold start")
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    warnings.filterwarnings("ignore", "Glyph .* missing")  # its font has no Chinese
    with ExitStack() as stack:
        released = unpacked(args.wheel, stack) if args.wheel else None
        forms = ["plain"] + (["released"] if released else [])
        sides = [stack.enter_context(Side(matplotlib_side)), *(stack.enter_context(Side(sciml_side, path)) for path in [None, released][: len(forms)])]
        where = [side.draw(None, 0.0) for side in sides[1:]]
        if where[0] != ".py" or where[1:] == [".py"]:
            sys.exit(f"plain and released should be these: {where} (`make native-clean` makes plain Python of this place)")
        examples = sorted(all_examples(sides), key=lambda e: e.times[1])
        _, name, text = examples[len(examples) // 2]
        print(f"{platform.machine()}, one core, CPython {platform.python_version()}; {args.turns} turns of {TURN} s a side; {DPI} dpi.")
        print("sciml: text to proved PNG; matplotlib: drawing only.\n")
        print("| figure | matplotlib |" + "".join(f" {form} | ratio |" for form in forms))
        print("| --- | ---: |" + " ---: | ---: |" * len(forms))
        for what, spec, way in (("triangle with incircle and labels", TRIANGLE, triangle_by_hand), (f"median example ({name})", text, redraw)):
            row(what, 1, race(sides, [(way, scene_of(spec)), spec, spec], args.turns, TURN))
    fifth = len(examples) // 5
    for what, some in (
        (f"the fifth of the examples around the median ({fifth}), together", examples[2 * fifth : 3 * fifth]),
        (f"all {len(examples)} examples of one page, together", examples),
    ):
        row(what, len(some), [sum(times) for times in zip(*[e.times for e in some], strict=True)])
    ratios = [f"{median(e.times[0] / e.times[k] for e in examples):.1f} {form}" for k, form in enumerate(forms, 1)]
    print(f"\nOf the {len(examples)} examples the median ratio is {', '.join(ratios)}.")
    columns = [passes(spec, 60) for spec in (TRIANGLE, text)]
    print(f"\n| pass, plain | triangle with incircle and labels | median example ({name}) |\n| --- | ---: | ---: |")
    for one in columns[0]:
        print(f"| {one} | " + " | ".join(f"{c[one] * 1000:.2f} ms" for c in columns) + " |")
    if not args.no_cold:
        cold(args.turns)


# ---------------------------------------------------------------- measuring


class Side:
    """A process that draws what it is told, as often as it can in a while."""

    def __init__(self, main: Callable[[Connection], None], path: str | None = None) -> None:
        """path: where it finds its modules first."""
        context = get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=main, args=(other,), daemon=True)
        self.path = path

    def __enter__(self) -> Side:
        kept = sys.path[:]
        if self.path:
            sys.path.insert(0, self.path)  # a process is started with the path of the one that starts it
        self.process.start()
        sys.path[:] = kept
        return self

    def __exit__(self, *_: object) -> None:
        self.pipe.send(None)
        self.process.join()

    def draw(self, what: Any, seconds: float) -> Any:
        """CPU seconds a figure. (The first answer of ours: how its modules end.)"""
        self.pipe.send((what, seconds))
        return self.pipe.recv()


def unpacked(folder: File, stack: ExitStack) -> str | None:
    """A folder with what the wheel holds; None if that is plain Python."""
    (wheel,) = folder.glob("sciml-*.whl")
    if wheel.stem.endswith("-any"):
        return None
    into = stack.enter_context(tempfile.TemporaryDirectory())
    with ZipFile(wheel) as z:
        z.extractall(into)
    return into


def sciml_side(pipe: Connection) -> None:
    pipe.recv()
    pipe.send(File(sciml.expression.__file__).suffix)
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


def race(sides: list[Side], whats: list[Any], turns: int, turn: float) -> list[float]:
    """CPU seconds a figure of each side: medians over the turns, which alternate; the first one is left out."""
    times = [[side.draw(what, turn) for side, what in zip(sides, whats, strict=False)] for _ in range(turns + 1)][1:]
    return [median(column) for column in zip(*times, strict=True)]


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


def row(what: str, count: int, times: list[float]) -> None:
    cells = [f"{t * 1000:.1f} ms ({count / t:.0f} figures/s)" for t in times]
    print(f"| {what} | {cells[0]} |" + "".join(f" {cell} | **{times[0] / t:.1f}×** |" for cell, t in zip(cells[1:], times[1:], strict=True)))


class Example(NamedTuple):
    """times: CPU seconds of each side."""

    times: list[float]
    name: str
    text: str


def all_examples(sides: list[Side]) -> list[Example]:
    """Every example of one page, raced: which one is the median depends on luck, its fifth does not."""
    found = []
    for path in sorted((ROOT / "examples").rglob("*.sciml")):
        text = path.read_text("utf-8")
        document = sciml.compile(text)
        if document.ok and len(document.scenes) == 1:
            found.append(Example(race(sides, [(redraw, document.scene), text, text], FEW_TURNS, SHORT_TURN), path.stem, text))
    return found


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
