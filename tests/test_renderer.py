"""PNG, SVG and PDF of one scene are the same picture, on every run, and odd marks are left out of all three alike."""

from __future__ import annotations

import ast
import hashlib
import io
import math
import os
import pathlib
import shutil
import subprocess
import sys
import time
from collections.abc import Callable

import numpy
import pytest
from PIL import Image

from sciml import renderer
from sciml.renderer import binding, compare, declarations, raster
from sciml.scene import Fill, Glyph, Group, Hatch, Mark, Outline, Path, Scene, Stroke, TextMark

poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")

RING = Outline("MCCCCZMCCCCZ", tuple(
    value
    for r, s in ((300, 1), (180, -1))
    for value in (
        300 + r, 350, 300 + r, 350 + s * 0.55 * r, 300 + 0.55 * r, 350 + s * r, 300, 350 + s * r,
        300 - 0.55 * r, 350 + s * r, 300 - r, 350 + s * 0.55 * r, 300 - r, 350,
        300 - r, 350 - s * 0.55 * r, 300 - 0.55 * r, 350 - s * r, 300, 350 - s * r,
        300 + 0.55 * r, 350 - s * r, 300 + r, 350 - s * 0.55 * r, 300 + r, 350,
    )
))  # fmt: skip
FLAG = Outline("MLLLLZ", (80, 0, 160, 0, 160, 400, 520, 560, 80, 720))
OUTLINES = {("text", 7): FLAG, ("text", 12): RING, ("math", 12): RING, ("text", 3): Outline("", ())}


def circle(x: float, y: float, r: float) -> tuple[str, tuple[float, ...]]:
    k = 0.5523 * r
    return "MCCCCZ", (
        x + r, y, x + r, y + k, x + k, y + r, x, y + r, x - k, y + r, x - r, y + k, x - r, y,
        x - r, y - k, x - k, y - r, x, y - r, x + k, y - r, x + r, y - k, x + r, y,
    )  # fmt: skip


def donut(x: float, y: float, r: float) -> tuple[str, tuple[float, ...]]:
    (ops, outer), (_, inner) = circle(x, y, r), circle(x, y, r / 2)
    return ops + ops, outer + inner


ZIGZAG = "MLLL", (20.0, 20.0, 50.0, 80.0, 70.0, 25.0, 100.0, 70.0)
STAR = "MLLLLZ", tuple(value for k in range(5) for value in (60 + 45 * math.sin(4 * math.pi * k / 5), 52 - 45 * math.cos(4 * math.pi * k / 5)))
WAVE = "M" + "L" * 200, tuple(value for k in range(201) for value in (10 + k / 2, 50 + 35 * math.sin(k / 15)))
WORD = (
    Glyph("text", 7, 20, 60, 30),
    Glyph("text", 12, 38, 60, 30),
    Glyph("math", 12, 60, 62, 12),
    Glyph("text", 7, 80, 50, 20, 40),
    Glyph("text", 3, 90, 60, 20),
)
BAR = Path("MLLLZ", (20, 66, 78, 66, 78, 67.5, 20, 67.5))

SPECIMENS: dict[str, tuple[Mark, ...]] = {
    "hair line": (Path(*ZIGZAG, Stroke(width=0.3)),),
    "thick, mitred": (Path(*ZIGZAG, Stroke("#cc0000", 7)),),
    "round": (Path(*ZIGZAG, Stroke("#008800", 9, cap="round", join="round")),),
    "square, bevelled": (Path(*ZIGZAG, Stroke("#0000cc", 9, cap="square", join="bevel")),),
    "miter limit": (Path("MLL", (20, 40, 100, 45, 20, 50), Stroke(width=5)),),
    "dashed": (Path(*ZIGZAG, Stroke(width=2, dash=(7, 3))),),
    "dotted": (Path("ML", (20, 30, 101, 30), Stroke(width=3, dash=(0, 6), cap="round")),),
    "odd dashes": (Path("ML", (20, 30, 100, 30), Stroke(width=2, dash=(8, 3, 2))),),
    "filled": (Path(*STAR, fill=Fill("#88aadd")),),
    "even-odd": (Path(*STAR, fill=Fill("#88aadd", even_odd=True)),),
    "filled and stroked": (Path(*circle(60, 50, 40), Stroke(width=1.5), Fill("#ffeeaa")),),
    "translucent": (Path(*circle(45, 50, 30), fill=Fill("#ff000080")), Path(*circle(75, 50, 30), Stroke("#0000ff40", 6), Fill("#00ff0060"))),
    "hatched": (Path(*circle(60, 50, 40), Stroke(), Fill("#ddeeff", Hatch("#003366"))),),
    "hatch alone": (Path(*circle(60, 50, 40), fill=Fill(None, Hatch("#000000", 20, 3, 0.6))),),
    "crossed, translucent": (Path(*circle(60, 50, 40), Stroke(), Fill(None, Hatch("#66330099", -30, 6, 1.2, cross=True))),),
    "level hatch, even-odd": (Path(*donut(60, 50, 40), Stroke(), Fill("#eeeeee", Hatch("#000000", 0, 4), even_odd=True)),),
    "upright hatch of a star": (Path(*STAR, fill=Fill("#ffffff", Hatch("#aa0000", 90, 2.5))),),
    "hatch over the edge": (Path(*circle(110, 90, 40), Stroke(), Fill(None, Hatch("#000000", 60))),),
    "curve": (Path(*WAVE, Stroke("#7700aa", 1.2, join="round")),),
    "text": (TextMark("Pθ", WORD, (20, 30, 95, 70), "#222222", (BAR,)),),
    "fading text": (TextMark("Pθ", WORD, (20, 30, 95, 70), "#cc000066", (BAR,)),),
    "after fading text": (
        Path("ML", (10, 90, 110, 90), Stroke(width=3, dash=(5, 5))),
        TextMark("P", WORD, (20, 30, 95, 70), "#cc000066", (Path(*ZIGZAG, Stroke(width=1)),)),
        Path("ML", (10, 95, 110, 95), Stroke(width=3, dash=(5, 5))),
        Path("ML", (10, 15, 110, 15), Stroke("#cc0000", width=1)),
    ),
    "groups": (Group("b", "object", (Path(*ZIGZAG, Stroke()), Group("b.label", "label", (TextMark("P", WORD[:1], (20, 30, 40, 60)),), "its name", (3, 9)))),),
}
"""Marks for a page of 120 by 100 pt."""


def page(*marks: Mark, background: str | None = "#ffffff") -> Scene:
    return Scene(120, 100, marks, "A specimen", "One thing & another", background, OUTLINES)


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    if isinstance(mark, Group):
        return Group(mark.id, mark.role, tuple(moved(inner, dx, dy) for inner in mark.marks), mark.title, mark.span)
    if isinstance(mark, TextMark):
        glyphs = tuple(Glyph(g.font, g.id, g.x + dx, g.y + dy, g.size, g.angle) for g in mark.glyphs)
        rules = tuple(rule for rule in (moved(rule, dx, dy) for rule in mark.rules) if isinstance(rule, Path))
        return TextMark(mark.text, glyphs, mark.box, mark.color, rules)
    return Path(mark.ops, tuple(value + (dy if k % 2 else dx) for k, value in enumerate(mark.points)), mark.stroke, mark.fill)


def everything(background: str | None = "#ffffff") -> Scene:
    marks = tuple(
        Group(name, "object", tuple(moved(mark, 120 * (k % 5), 100 * (k // 5)) for mark in marks)) for k, (name, marks) in enumerate(SPECIMENS.items())
    )
    return Scene(600, 500, marks, "Everything", "All specimens", background, OUTLINES)


# ---------------------------------------------------------------- one picture


@pytest.mark.parametrize("write", [renderer.png, renderer.svg, lambda scene: renderer.png(renderer.load(renderer.json(scene)))])
def test_a_text_stands_where_its_origin_is(write: Callable[[Scene], bytes]) -> None:
    """Glyphs and rules measured from another origin are the same picture."""
    text = SPECIMENS["text"][0]
    away = moved(text, -30.125, -12.5)
    assert isinstance(away, TextMark)
    there = TextMark(away.text, away.glyphs, away.box, away.color, away.rules, 30.125, 12.5)
    assert write(page(there)) == write(page(text)) != write(page(away))


@pytest.mark.parametrize("name", SPECIMENS)
def test_svg_is_the_same_picture(name: str) -> None:
    scene = page(*SPECIMENS[name])
    apart = compare.distance(compare.from_png(renderer.png(scene, 4 * 144), 4), compare.from_svg(renderer.svg(scene), 144))
    assert apart.same, apart


@poppler
@pytest.mark.parametrize("name", SPECIMENS)
def test_pdf_is_the_same_picture(name: str) -> None:
    scene = page(*SPECIMENS[name])
    apart = compare.distance(compare.from_png(renderer.png(scene, 4 * 144), 4), compare.from_pdf(renderer.pdf(scene), 144))
    assert apart.same, apart


@pytest.mark.parametrize("background", ["#ffffff", None, "#ffeedd", "#ffeedd80"])
def test_all_at_once(background: str | None) -> None:
    scene = everything(background)
    ours = compare.from_png(renderer.png(scene, 72))
    assert compare.distance(ours, compare.from_svg(renderer.svg(scene), 72)).same
    if shutil.which("pdftoppm"):
        assert compare.distance(ours, compare.from_pdf(renderer.pdf(scene), 72)).same


def stroked(**changes: object) -> Callable[[str], Mark]:
    def mark(_: str) -> Mark:
        return Path(*ZIGZAG, Stroke(**{"width": 5.0, **changes}))  # type: ignore[arg-type]

    return mark


LIES: dict[str, tuple[Mark, Mark]] = {
    "lost": (Path(*ZIGZAG, Stroke(width=0.3)), Path(*ZIGZAG)),
    "moved by half a point": (Path(*ZIGZAG, Stroke()), moved(Path(*ZIGZAG, Stroke()), 0.5, 0)),
    "thinner": (Path(*ZIGZAG, Stroke(width=2)), Path(*ZIGZAG, Stroke(width=1.2))),
    "cap": (Path(*ZIGZAG, Stroke(width=5)), Path(*ZIGZAG, Stroke(width=5, cap="square"))),
    "join": (Path(*ZIGZAG, Stroke(width=5)), Path(*ZIGZAG, Stroke(width=5, join="bevel"))),
    "dash": (Path(*ZIGZAG, Stroke(dash=(4, 2))), Path(*ZIGZAG, Stroke(dash=(2, 4)))),
    "rule of filling": (Path(*STAR, fill=Fill("#888888")), Path(*STAR, fill=Fill("#888888", even_odd=True))),
    "colour": (Path(*STAR, fill=Fill("#cc0000")), Path(*STAR, fill=Fill("#cc3300"))),
    "alpha": (Path(*STAR, fill=Fill("#cc000080")), Path(*STAR, fill=Fill("#cc0000a0"))),
    "hatch spacing": (Path(*STAR, fill=Fill(None, Hatch("#000000"))), Path(*STAR, fill=Fill(None, Hatch("#000000", spacing=5.1)))),
    "hatch angle": (Path(*STAR, fill=Fill(None, Hatch("#000000"))), Path(*STAR, fill=Fill(None, Hatch("#000000", 135)))),
    "hatch crossed": (Path(*STAR, fill=Fill(None, Hatch("#000000"))), Path(*STAR, fill=Fill(None, Hatch("#000000", cross=True)))),
    "turned glyph": (TextMark("P", WORD[3:4], (0, 0, 1, 1)), TextMark("P", (Glyph("text", 7, 80, 50, 20, -40),), (0, 0, 1, 1))),
    "other glyph": (TextMark("P", WORD[:1], (0, 0, 1, 1)), TextMark("P", (Glyph("text", 12, 20, 60, 30),), (0, 0, 1, 1))),
}


@pytest.mark.parametrize("name", LIES)
def test_the_comparison_sees_small_lies(name: str) -> None:
    truth, lie = LIES[name]
    ours = compare.from_png(renderer.png(page(truth), 4 * 144), 4)
    assert not compare.distance(ours, compare.from_svg(renderer.svg(page(lie)), 144)).same


# ---------------------------------------------------------------- the PNG file


def decoded(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def test_a_picture_without_colour_is_grey() -> None:
    grey, color = decoded(renderer.png(page(*SPECIMENS["dashed"]))), decoded(renderer.png(page(*SPECIMENS["filled"])))
    assert (grey.mode, color.mode) == ("L", "RGB")
    assert grey.size == (334, 278)
    assert round(float(grey.info["dpi"][0])) == 200
    assert grey.info["Title"] == "A specimen"
    assert grey.info["Description"] == "One thing & another"


def test_colors_come_out_exactly() -> None:
    block = Path("MLLLZ", (0, 0, 60, 0, 60, 100, 0, 100), fill=Fill("#12a0fe"))
    picture = decoded(renderer.png(page(block), 72))
    assert (picture.getpixel((30, 50)), picture.getpixel((90, 50))) == ((0x12, 0xA0, 0xFE), (255, 255, 255))


@pytest.mark.parametrize(("color", "mode"), [("#cc6633", "RGBA"), ("#555555", "LA")])
def test_a_clear_background_leaves_colours_undimmed(color: str, mode: str) -> None:
    marks = (Path("MLLLZ", (0, 0, 40, 0, 40, 100, 0, 100), fill=Fill(color + "66")), Path("MLLLZ", (80, 0, 120, 0, 120, 100, 80, 100), fill=Fill(color)))
    picture = decoded(renderer.png(page(*marks, background=None), 72))
    assert picture.mode == mode
    soft, clear, solid = (picture.convert("RGBA").getpixel((x, 50)) for x in (20, 60, 100))
    wanted = bytes.fromhex(color[1:])
    assert isinstance(soft, tuple) and isinstance(clear, tuple) and isinstance(solid, tuple)
    assert soft[3] == 0x66 and all(abs(a - b) <= 2 for a, b in zip(soft, wanted, strict=False))
    assert clear[3] == 0
    assert bytes(solid) == wanted + b"\xff"


def test_without_isal_the_pixels_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = renderer.png(everything(), 72)
    monkeypatch.setitem(sys.modules, "isal", None)
    raster._deflate.cache_clear()
    try:
        slow = renderer.png(everything(), 72)
    finally:
        raster._deflate.cache_clear()
    assert slow != fast
    assert numpy.array_equal(compare.from_png(slow), compare.from_png(fast))


@pytest.mark.parametrize("background", ["#ffffff", "#eeeeee", "#000000"])
def test_a_byte_a_pixel_shows_the_same_as_four(background: str, monkeypatch: pytest.MonkeyPatch) -> None:
    dull = [marks for marks in SPECIMENS.values() if raster.without_colour(marks)]
    assert len(dull) > 8
    scenes = [page(*marks, background=background) for marks in dull]
    short = [renderer.png(scene) for scene in scenes]
    monkeypatch.setattr(raster, "without_colour", lambda _: False)
    assert short == [renderer.png(scene) for scene in scenes]


@pytest.mark.parametrize("background", ["#ffffff", None])
def test_without_pixman_the_bytes_are_the_same(background: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    scenes = [page(*marks, background=background) for marks in SPECIMENS.values()] + [everything(background)]
    quick = [renderer.png(scene, 144) for scene in scenes]
    monkeypatch.setattr(raster, "image", lambda *_: None)
    monkeypatch.setattr(raster, "rgb", lambda *_: None)
    assert quick == [renderer.png(scene, 144) for scene in scenes]


@pytest.mark.parametrize("dpi", [0, -5, math.nan, math.inf, 1e9])
def test_no_picture_has_that_resolution(dpi: float) -> None:
    with pytest.raises(ValueError, match="picture"):
        renderer.png(Scene(50, 50, ()), dpi)


@pytest.mark.parametrize("size", [(0.0, 10.0), (10.0, -1.0), (math.nan, 10.0), (math.inf, 10.0), (1e7, 1e7)])
def test_no_page_has_that_size(size: tuple[float, float]) -> None:
    for write in (renderer.png, renderer.svg, renderer.pdf):
        with pytest.raises(ValueError, match="page"):
            write(Scene(*size, ()))


# ---------------------------------------------------------------- same bytes, odd marks, many marks


PRINT = """
import hashlib, importlib.util, sys
spec = importlib.util.spec_from_file_location("specimens", sys.argv[1])
module = importlib.util.module_from_spec(spec); sys.modules["specimens"] = module; spec.loader.exec_module(module)
print(module.fingerprint())
"""


def fingerprint() -> str:
    scene = everything()
    parts = (renderer.png(scene), renderer.png(everything(None), 90), renderer.svg(scene), renderer.pdf([scene, page()]), renderer.json(scene))
    return " ".join(hashlib.sha256(part).hexdigest() for part in parts)


def test_two_processes_write_the_same_bytes() -> None:
    surroundings = [{"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}, {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"}]
    prints = {subprocess.check_output([sys.executable, "-c", PRINT, __file__], env={**os.environ, **place}, text=True).strip() for place in surroundings}
    assert prints == {fingerprint()}


NAN, INF = math.nan, math.inf
ODD: dict[str, Mark] = {
    "empty": Path("", (), Stroke(), Fill("#000000")),
    "only a move": Path("M", (10, 10), Stroke()),
    "nan": Path("MLL", (10, 10, NAN, 20, 30, 30), Stroke(), Fill("#000000", Hatch("#000000"))),
    "nan first": Path("ML", (NAN, 10, 50, 20), Stroke()),
    "infinite": Path("ML", (10, 10, INF, 20), Stroke()),
    "both infinities": Path("MLL", (10, 10, INF, 20, -INF, 5), Stroke()),
    "far": Path("ML", (10, 10, 1e300, 1e300), Stroke()),
    "far, and back": Path("MLL", (10, 10, 1e9, 0, -1e9, 5), Stroke()),
    "too few points": Path("MLC", (10, 10, 20, 20), Stroke()),
    "too many points": Path("ML", (10, 10, 20, 20, 30, 30), Stroke()),
    "unknown op": Path("MQ", (10, 10, 20, 20, 30, 30), Stroke()),
    "no move": Path("LL", (10, 10, 20, 20), Stroke()),
    "no colour": Path(*ZIGZAG, Stroke("red"), Fill("#12", Hatch("#zzzzzz"))),
    "invisible": Path(*ZIGZAG, Stroke("#00000000"), Fill("#ffffff00", Hatch("#00000000"))),
    "no width": Path(*ZIGZAG, Stroke(width=0), Fill(None, Hatch("#000000", width=-1))),
    "nan width": Path(*ZIGZAG, Stroke(width=NAN), Fill(None, Hatch("#000000", width=NAN))),
    "endless hatch": Path(*STAR, fill=Fill(None, Hatch("#000000", spacing=1e-9))),
    "nan hatch": Path(*STAR, fill=Fill(None, Hatch("#000000", NAN, NAN))),
    "nothing to draw with": Path(*STAR),
}
ODD_GLYPHS = [Glyph("text", 7, NAN, 0, 10), Glyph("text", 7, 0, INF, 10), Glyph("text", 7, 9, 9, 0), Glyph("text", 7, 9, 9, 5, NAN), Glyph("none", 1, 9, 9, 9)]


@pytest.mark.parametrize("name", ODD)
def test_an_odd_mark_is_left_out_everywhere(name: str) -> None:
    good = SPECIMENS["hatched"]
    plain, odd = page(*good), page(ODD[name], *good)
    assert renderer.png(odd, 72) == renderer.png(plain, 72)
    assert renderer.svg(odd) == renderer.svg(plain)
    assert renderer.pdf(odd) == renderer.pdf(plain)
    assert renderer.json(odd) != renderer.json(plain)


@pytest.mark.parametrize("glyph", ODD_GLYPHS)
def test_an_odd_glyph_is_left_out_everywhere(glyph: Glyph) -> None:
    plain, odd = (page(TextMark("P", glyphs, (0, 0, 9, 9))) for glyphs in (WORD, (glyph, *WORD)))
    for write in (renderer.png, renderer.svg, renderer.pdf):
        assert write(odd) == write(plain)


@pytest.mark.parametrize("dash", [(NAN,), (-1.0, 2.0), (0.0, 0.0), (INF, 1.0), (1e-12, 1e-12)])
def test_an_odd_dash_is_a_solid_line(dash: tuple[float, ...]) -> None:
    plain, odd = (page(Path(*ZIGZAG, Stroke(dash=pattern))) for pattern in ((), dash))
    for write in (renderer.png, renderer.svg, renderer.pdf):
        assert write(odd) == write(plain)


def test_ten_thousand_marks_take_no_long_time() -> None:
    marks = tuple(Path("ML", (k % 100, k // 100, k % 100 + 2, k // 100 + 1), Stroke("#000000" if k % 2 else "#cc0000", 0.3)) for k in range(10_000))
    start = time.process_time()
    for write in (renderer.png, renderer.svg, renderer.pdf, renderer.json):
        assert write(page(*marks))
    assert time.process_time() - start < 10


def test_many_pictures_from_many_threads() -> None:
    from concurrent.futures import ThreadPoolExecutor

    scene = everything()
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: renderer.png(scene, 50) + renderer.pdf(scene), range(24)))) == 1


# ---------------------------------------------------------------- cairo


def test_a_missing_cairo_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binding, "_own", lambda: None)
    monkeypatch.setattr(binding, "_cairocffi", lambda: None)
    binding.cairo.cache_clear()
    try:
        for write in (renderer.png, renderer.pdf):
            with pytest.raises(renderer.CairoMissing) as caught:
                write(page())
            for line in ("apt-get install -y --no-install-recommends libcairo2", "dnf install", "apk add cairo", "brew install cairo", "conda install"):
                assert line in str(caught.value)
        assert renderer.svg(page()) and renderer.json(page())
    finally:
        binding.cairo.cache_clear()


def test_cairocffi_is_as_good() -> None:
    code = PRINT.replace("print(module", "from sciml.renderer import binding; binding._own = lambda: None; print(module") + "assert 'cairocffi' in sys.modules"
    assert subprocess.check_output([sys.executable, "-c", code, __file__], text=True).strip() == fingerprint()


def test_a_first_picture_loads_nothing_heavy() -> None:
    code = """
import sys
from sciml import renderer
from sciml.scene import Path, Scene, Stroke
renderer.png(Scene(100, 100, (Path("ML", (0, 0, 100, 100), Stroke()),)))
print(sorted({"numpy", "cairocffi", "cffi", "pycparser", "ctypes", "json", "subprocess", "dataclasses"} & set(sys.modules)))
"""
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_the_table_is_what_the_declarations_say() -> None:
    room = pathlib.Path(declarations.__file__).parent
    assert (room / "_cairo.py").read_text(encoding="utf-8") == declarations.table()


def test_the_room_knows_the_scene_and_nothing_else_of_ours() -> None:
    for file in pathlib.Path(declarations.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level > 1:
                assert (node.level, node.module) == (2, "scene"), file
            assert not (isinstance(node, ast.ImportFrom | ast.Import) and "sciml" in ast.unparse(node)), file
