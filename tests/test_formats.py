"""What the files say beside the picture: names, titles, texts and spans in SVG and PDF, everything in JSON; and laws over random scenes."""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
import xml.etree.ElementTree as tree
from typing import Any

import numpy
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sciml import renderer
from sciml.renderer import compare
from sciml.renderer.names import Names
from sciml.scene import Fill, Glyph, Group, Hatch, Mark, Outline, Path, Scene, Stroke, TextMark

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
BOX = Outline("MLLLZ", (50, 0, 550, 0, 550, 700, 50, 700))
LINE = Path("ML", (10, 10, 90, 60), Stroke())
LABEL = TextMark("a < b & “c”", (Glyph("text", 5, 20, 40, 10), Glyph("text", 5, 27, 40, 10)), (20, 30, 34, 42))
SCENE = Scene(
    100,
    80,
    (Group("b", "object", (LINE, Group("b.label", "label", (LABEL,))), "block <b>", (3, 17)), Group("P[3]", "mark", (Path("MLLZ", (60, 60, 90, 60, 75, 75)),))),
    "Title & more",
    'It says "x < y".',
    outlines={("text", 5): BOX},
    data={"rows": [["A", 1.5, None], {"z": True, "a": -0.0}], "find": ["a"]},
    language="de",
)


def parsed(scene: Scene) -> tree.Element:
    return tree.fromstring(renderer.svg(scene))


# ---------------------------------------------------------------- SVG


def test_svg_names_describes_and_places_its_objects() -> None:
    root = parsed(SCENE)
    assert (root.get("width"), root.get("height"), root.get("viewBox"), root.get("role")) == ("100pt", "80pt", "0 0 100 80", "img")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    said = {element.get("id"): element.text for element in (*root.findall(f"{SVG}title"), *root.findall(f"{SVG}desc"))}
    assert [said[name] for name in str(root.get("aria-labelledby")).split()] == ["Title & more", 'It says "x < y".']
    groups = {element.get("id"): element for element in root.iter(f"{SVG}g") if element.get("id")}
    assert set(groups) == {"b", "b.label", "P_3_"}
    assert (groups["b"].get("data-role"), groups["b"].get("data-span"), groups["b"].findtext(f"{SVG}title")) == ("object", "3-17", "block <b>")
    assert [element.get("aria-label") for element in groups["b.label"]] == ["a < b & “c”"]


def test_svg_defines_a_glyph_once() -> None:
    root = parsed(SCENE)
    uses = [element.get(XLINK) for element in root.iter(f"{SVG}use")]
    defined = [element.get("id") for element in root.iter(f"{SVG}path") if element.get("id")]
    assert len(uses) == 2
    assert {f"#{name}" for name in defined} == set(uses)


def test_two_svgs_in_one_page_share_no_name_for_different_things() -> None:
    other = Scene(100, 80, (LABEL,), "Other", "Other", outlines={("text", 5): Outline("MLLZ", (0, 0, 500, 0, 250, 700))})
    things: dict[str, str] = {}
    for scene in (SCENE, other, SCENE):
        for element in parsed(scene).iter():
            name = element.get("id")
            if name and not element.tag.endswith("}g"):
                said = tree.tostring(element, encoding="unicode").strip()
                assert things.setdefault(name, said) == said


def test_svg_is_wellformed_whatever_the_texts_hold() -> None:
    wild = "\x00\x08\x1b\ud800\ufffe]]> --> <!-- &amp; ' \" \U0001f600"
    glyphs = (Glyph("text", 5, 20, 40, 10),)
    scene = Scene(50, 50, (Group(wild, wild, (TextMark(wild, glyphs, (0, 0, 1, 1)),), wild),), wild, wild, language=wild, outlines={("text", 5): BOX})
    root = parsed(scene)
    assert root.findtext(f"{SVG}title") == "\ufffd\ufffd\ufffd\ufffd\ufffd]]> --> <!-- &amp; ' \" \U0001f600"
    for write in (renderer.png, renderer.pdf, renderer.json):
        assert write(scene)


def test_names_are_xml_names_and_differ() -> None:
    names = Names()
    given_ids = ["A'", "A_", "A''", "A_-2", "3", "-x", "", "θ", "x.y", "a b", "a b", "ax:c", "A'"]
    made = [names.of(id) for id in given_ids]
    assert made[:2] == ["A_", "A_-2"]
    assert len(set(made)) == len(made)
    assert all(re.fullmatch(r"[^\W\d][\w.-]*", name) for name in made)


# ---------------------------------------------------------------- PDF


def test_pdf_has_a_page_for_each_scene() -> None:
    one, two = renderer.pdf(SCENE), renderer.pdf([SCENE, Scene(300, 200, ())])
    assert one.startswith(b"%PDF-") and renderer.pdf([SCENE]) == one
    assert (len(re.findall(rb"/Type /Page\b", one)), len(re.findall(rb"/Type /Page\b", two))) == (1, 2)
    assert two.count(b"/MediaBox") == 2
    with pytest.raises(ValueError, match="page"):
        renderer.pdf([])


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
def test_pdf_is_titled_described_and_named() -> None:
    document = renderer.pdf([SCENE, SCENE])
    told = subprocess.run(["pdfinfo", "-"], input=document, capture_output=True, check=True).stdout.decode()
    for line in (
        r"Title: +Title & more",
        r'Subject: +It says "x < y"\.',
        r"Creator: +sciml",
        r"Pages: +2",
        r"Page size: +100 x 80 pts",
        r"CreationDate: .* 2000",
    ):
        assert re.search(line, told), told
    places = subprocess.run(["pdfinfo", "-dests", "-"], input=document, capture_output=True, check=True).stdout.decode()
    assert sorted(re.findall(r'(\d) \[ XYZ +(\d+) +(\d+).*"(.+)"', places), key=lambda found: found[::-1]) == [
        ("1", "60", "20", "P_3_"), ("2", "60", "20", "P_3_-2"),
        ("1", "10", "70", "b"), ("2", "10", "70", "b-2"),
        ("1", "20", "50", "b.label"), ("2", "20", "50", "b.label-2"),
    ]  # fmt: skip


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_pdf_texts_can_be_found_and_do_not_show() -> None:
    words = ["a² + b² = c²", "θ = 30°", "力 F", "\U0001d465 \ufffe"]
    labels = tuple(TextMark(text, (), (20, 20 * k + 10, 80, 20 * k + 20)) for k, text in enumerate(words))
    scene = Scene(100, 100, labels, background="#ffeedd")
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=renderer.pdf([scene, SCENE]), capture_output=True, check=True).stdout.decode()
    assert [line.strip() for line in found.replace("\f", "\n").splitlines() if line.strip()] == [*words[:3], "\U0001d465 \ufffd", LABEL.text]
    assert numpy.array_equal(compare.from_pdf(renderer.pdf(scene), 30), compare.from_pdf(renderer.pdf(Scene(100, 100, (), background="#ffeedd")), 30))


# ---------------------------------------------------------------- JSON


def test_json_holds_everything() -> None:
    record = json.loads(renderer.json(SCENE))
    assert (record["format"], record["width"], record["title"], record["language"]) == ("sciml-scene-2", 100, "Title & more", "de")
    assert record["data"] == {"find": ["a"], "rows": [["A", 1.5, None], {"a": 0, "z": True}]}
    assert record["marks"][0]["marks"][1]["marks"][0]["text"] == "a < b & “c”"
    assert record["marks"][0]["span"] == [3, 17]
    assert renderer.load(renderer.json(SCENE)) == SCENE


def test_equal_scenes_have_equal_json() -> None:
    one = Scene(10, 20, (Path("ML", (1, 2, -0.0, 4), Stroke(width=1)),), data={"b": (1, 2), "a": 1}, outlines={("b", 2): BOX, ("a", 3): BOX, ("a", 1): BOX})
    two = Scene(
        10.0, 20.0, (Path("ML", (1.0, 2.0, 0.0, 4.0), Stroke(width=1.0)),), data={"a": 1, "b": [1, 2]}, outlines={("a", 1): BOX, ("a", 3): BOX, ("b", 2): BOX}
    )
    assert renderer.json(one) == renderer.json(two)


def test_json_is_strict_even_for_odd_numbers() -> None:
    scene = Scene(10, 20, (Path("ML", (math.inf, -math.inf, math.nan, 4), Stroke(width=math.nan)),), data={"x": math.inf})

    def refuse(word: str) -> None:
        raise AssertionError(word)

    record = json.loads(renderer.json(scene), parse_constant=refuse)
    assert record["marks"][0]["points"] == ["Infinity", "-Infinity", "NaN", 4]
    path = renderer.load(renderer.json(scene)).marks[0]
    assert isinstance(path, Path)
    assert path.points[:2] == (math.inf, -math.inf)
    assert math.isnan(path.points[2])


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "{}", '{"format":"sciml-scene-1"}', '{"format":"sciml-scene-2"}'])
def test_what_is_no_scene_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        renderer.load(text.encode())


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("marks", [{"type": "circle"}]),
        ("marks", [3]),
        ("marks", [{"type": "path", "ops": "M"}]),
        ("outlines", {"a": 1}),
        ("width", None),
        ("width", "wide"),
        ("outlines", [{"font": []}]),
    ],
)
def test_a_damaged_scene_is_a_value_error(where: str, what: Any) -> None:
    record = json.loads(renderer.json(SCENE))
    record[where] = what
    with pytest.raises(ValueError):
        renderer.load(json.dumps(record).encode())


# ---------------------------------------------------------------- laws

place = st.integers(0, 120_000).map(lambda n: n / 1000)
knot = st.tuples(st.integers(1, 24), st.integers(1, 24)).map(lambda at: (at[0] * 4.873, at[1] * 4.721))
color = st.sampled_from(["#000000", "#cc0000", "#0055aa80", "#33994dcc", "#777777"])
width, cap, join = st.sampled_from([0.4, 0.8, 1.5, 4.0]), st.sampled_from(["butt", "round", "square"]), st.sampled_from(["round", "bevel"])
bent = st.builds(Stroke, color, width, st.just(()), st.just("round"), st.just("round"))
straight = st.builds(Stroke, color, width, st.sampled_from([(), (4.0, 2.0), (6.0, 2.0, 1.0, 2.0)]), cap, join)
hatch = st.builds(Hatch, color, st.integers(-180, 360), st.sampled_from([2.5, 4.0, 7.0]), st.sampled_from([0.4, 1.0]), st.booleans())
fill = st.builds(Fill, st.none() | color, st.none() | hatch, st.booleans())


@st.composite
def paths(draw: st.DrawFn) -> Path:
    pieces = [draw(st.text("LC", min_size=1, max_size=4)) for _ in range(draw(st.integers(1, 2)))]
    # a line there and back turns by 180 degrees, and that corner too each rasteriser draws in its own way
    ops = "".join("M" + piece + ("" if piece == "L" else draw(st.sampled_from(["", "Z"]))) for piece in pieces)
    count = 2 * (ops.count("M") + ops.count("L")) + 6 * ops.count("C")
    knots = draw(st.lists(knot, min_size=count // 2, max_size=count // 2, unique=True))  # on a point drawn twice, rasterisers differ
    # a random curve has cusps, where each rasteriser ends dashes and flat caps in its own way
    return Path(ops, tuple(value for at in knots for value in at), draw(st.none() | (bent if "C" in ops else straight)), draw(st.none() | fill))


texts = st.builds(
    TextMark,
    st.text(max_size=4),
    st.lists(
        st.builds(Glyph, st.just("text"), st.just(5), place, place, st.sampled_from([6.0, 10.0, 24.0]), st.sampled_from([0.0, 30.0, -90.0])), max_size=4
    ).map(tuple),
    st.tuples(place, place, place, place),
    color,
)
marks: st.SearchStrategy[Mark] = st.recursive(
    paths() | texts, lambda inner: st.builds(Group, st.text(max_size=3), st.just("object"), st.lists(inner, max_size=3).map(tuple)), max_leaves=8
)
scenes = st.builds(
    Scene,
    st.just(120.0),
    st.just(120.0),
    st.lists(marks, max_size=6).map(tuple),
    st.text(max_size=9),
    st.text(max_size=9),
    st.sampled_from(["#ffffff", "#ffeedd", None]),
    st.just({("text", 5): BOX}),
)
wild = st.floats() | st.sampled_from([0.0, 1e-300, 1e300, -1e9])
wild_paths = st.builds(
    Path,
    st.text("MLCZQ", max_size=5),
    st.lists(wild, max_size=12).map(tuple),
    st.none() | st.builds(Stroke, st.text(max_size=7) | color, wild, st.lists(wild, max_size=3).map(tuple), st.text(max_size=5), st.text(max_size=5)),
    st.none() | st.builds(Fill, st.none() | color, st.none() | st.builds(Hatch, color, wild, wild, wild, st.booleans()), st.booleans()),
)
wild_texts = st.builds(
    TextMark,
    st.text(),
    st.lists(st.builds(Glyph, st.just("text"), st.integers(4, 6), wild, wild, wild, wild), max_size=3).map(tuple),
    st.tuples(wild, wild, wild, wild),
    st.text(),
)


@settings(max_examples=40, deadline=None, derandomize=True, phases=[Phase.generate])
@given(scenes)
def test_any_scene_is_one_picture_in_all_formats(scene: Scene) -> None:
    ours = compare.from_png(renderer.png(scene, 4 * 96), 4)
    theirs = [compare.from_svg(renderer.svg(scene), 96)]
    if shutil.which("pdftoppm"):
        theirs.append(compare.from_pdf(renderer.pdf(scene), 96))
    for picture in theirs:
        apart = compare.distance(ours, picture)
        assert apart.same, apart


@settings(max_examples=150, deadline=None, derandomize=True)
@given(scenes)
def test_any_scene_survives_json(scene: Scene) -> None:
    written = renderer.json(scene)
    assert renderer.load(written) == scene
    assert renderer.json(renderer.load(written)) == written


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(wild_paths | wild_texts, max_size=4).map(tuple), st.text(), st.none() | st.text() | color)
def test_nothing_makes_a_writer_fail(odd: tuple[Mark, ...], words: str, background: str | None) -> None:
    scene = Scene(80, 60, (Group(words, words, odd, words),), words, words, background, {("text", 5): BOX, ("text", 6): Outline("MQ", (1.0, math.nan))})
    assert renderer.png(scene, 40).startswith(b"\x89PNG")
    assert renderer.pdf(scene).startswith(b"%PDF")
    tree.fromstring(renderer.svg(scene))
    written = renderer.json(scene)
    assert renderer.json(renderer.load(written)) == written
