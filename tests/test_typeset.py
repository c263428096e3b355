"""Plain lines and paragraphs: extents, baseline, kerning, scripts, missing characters; the compiled faces."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from sciml.typeset import Run, line, outlines, paragraph
from sciml.typeset.breaking import breakable
from sciml.typeset.build_cjk import INSTALLED
from sciml.typeset.build_shaped import INSTALLED as SHAPED
from sciml.typeset.face import FONTS as FOLDER
from sciml.typeset.face import face
from sciml.typeset.shaping import segments

FONTS = Path(FOLDER)
KEYS = ("text", "text-b", "text-i", "text-bi", "math", "cjk")


def test_extents_hold_the_ink() -> None:
    box = line([Run("Agjf")], 10)
    left, top, right, bottom = box.ink
    assert 0 <= left < right <= box.width
    assert -10 < top < -5 and 1 < bottom < 4
    assert box.ascent == -top and box.descent == bottom


def test_extents_are_those_of_the_outlines() -> None:
    box = line([Run("Wig 力 "), Run(r"\sqrt{\frac{x}{y}}", math=True)], 12)
    curves = outlines(box.glyphs)
    xs: list[float] = []
    ys: list[float] = []
    for glyph in box.glyphs:
        points = curves[glyph.font, glyph.id].points
        xs += [glyph.x + x * glyph.size / 1000 for x in points[0::2]]
        ys += [glyph.y - y * glyph.size / 1000 for y in points[1::2]]
    for rule in box.rules:
        xs += rule.points[0::2]
        ys += rule.points[1::2]
    left, top, right, bottom = box.ink
    assert left == pytest.approx(min(xs), abs=0.1) and right == pytest.approx(max(xs), abs=0.1)
    assert top == pytest.approx(min(ys), abs=0.1) and bottom == pytest.approx(max(ys), abs=0.1)


def test_baseline_is_at_zero() -> None:
    assert line([Run("H")], 10).ink[3] == 0
    assert line([Run("p")], 10).ink[3] > 1


def test_nothing_and_blanks() -> None:
    empty, blank = line([]), line([Run("  ")])
    assert (empty.width, empty.ascent, empty.descent, empty.glyphs) == (0, 0, 0, ())
    assert blank.width > 3 and blank.glyphs == ()


def test_size_scales() -> None:
    small, large = line([Run("mass")], 10), line([Run("mass")], 20)
    assert large.width == pytest.approx(2 * small.width, abs=0.01)
    assert large.glyphs[1].size == 20


def test_kerning_draws_letters_together() -> None:
    together, apart = line([Run("AV")], 10), line([Run("A")], 10).width + line([Run("V")], 10).width
    assert together.width < apart - 0.5


def test_styles_have_faces_of_their_own() -> None:
    fonts = [line([Run("a", bold=bold, italic=italic)]).glyphs[0].font for bold in (False, True) for italic in (False, True)]
    assert fonts == ["text", "text-i", "text-b", "text-bi"]


def test_missing_characters_are_named() -> None:
    assert line([Run("a\ue123b")], 10).missing == ("\ue123",)
    for _ in range(2):  # a second label with the same character says it again
        assert line([Run("\ue124", math=True), Run("x")]).missing == ("\ue124",)
        line.__globals__["_line"].cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        "Ελληνικά αβγ ΑΒΓ", "Кириллица ёжик", "质量为五千克，加速度", "電阻與電壓繁體", "日本語のカタカナ、ー", "한국어 문장", "éñüāžőłøßç",
        "ʃəŋ", "←→↑↓⇌≤≥≠≈∞√∑∫∂∇±×÷·°′″‰",
        "“”‘’–—…«»¿¡", "①②③℃Ω㎏", "ẋẍx̂F⃗", "½⅓²³⁻¹₀₁₂", "ﬁ", "€£¥", "（全角）１２３",
    ],
)  # fmt: skip
def test_scripts_are_covered(text: str) -> None:
    assert line([Run(text)]).missing == ()


def test_marks_sit_on_their_letters() -> None:
    letter, mark = line([Run("F\u20d7")]).glyphs
    assert line([Run("F\u20d7")]).width == pytest.approx(line([Run("F")]).width, abs=0.1)
    assert mark.y < 0
    font = face(mark.font)
    middle = mark.x + (font.left[mark.id] + font.right[mark.id]) / 200
    base = face(letter.font)
    assert middle == pytest.approx(letter.x + (base.left[letter.id] + base.right[letter.id]) / 200, abs=0.5)


def test_outlines_of_a_line() -> None:
    box = line([Run("no no", bold=True)], 10)
    curves = outlines(box.glyphs)
    assert len(curves) == 2 and len(box.glyphs) == 4
    assert all(curve.ops.startswith("M") and curve.ops.endswith("Z") for curve in curves.values())
    for curve in curves.values():
        assert len(curve.points) == sum({"M": 2, "L": 2, "C": 6, "Z": 0}[op] for op in curve.ops)


@pytest.mark.parametrize("text", ["قوة الاحتكاك", "מסה", "द्रव्यमान और वेग", "ভর এবং বেগ", "நிறை மற்றும்", "ద్రవ్యరాశి", "มวลของวัตถุ", "Ուժ", "ძალა"])
def test_scripts_that_need_shaping(text: str) -> None:
    box = line([Run(text)], 10)
    assert box.missing == () and box.text == text
    assert len(box.glyphs) > 0 and all(curve.ops for curve in outlines(box.glyphs).values())
    left, top, right, _ = box.ink
    assert 0 <= left < right <= box.width and top < 0


def test_letters_join_and_stack() -> None:
    joined, single = line([Run("عع")]), line([Run("ع")])
    assert joined.width < 2 * single.width
    assert len(line([Run("क्ष")]).glyphs) < 3


def test_right_to_left_words_and_numbers() -> None:
    apart = [piece for _, piece in segments("الكتلة 5 كجم")]
    assert [piece.strip() for piece in apart if piece.strip()] == ["كجم", "5", "الكتلة"]
    inside = [piece.strip() for _, piece in segments("Force قوة (5) كتلة here") if piece.strip()]
    assert inside == ["Force", "كتلة", "(", "5", ")", "قوة", "here"]
    assert "".join(piece for _, piece in segments("a ქ b")) == "a ქ b"
    box = paragraph([Run("قوة الاحتكاك بين الجسمين")], 10, 60)
    assert box.width <= 60 and box.text.count("\n") >= 1


# ---------------------------------------------------------------- paragraphs


def test_paragraph_keeps_its_width() -> None:
    runs = [Run("A block of mass "), Run("m", math=True), Run(" slides down a frictionless incline and then compresses a spring.")]
    box = paragraph(runs, 10, 120)
    baselines = sorted({glyph.y for glyph in box.glyphs})
    assert box.width <= 120 and len(baselines) in {3, 4}
    assert [round(b - a, 3) for a, b in pairwise(baselines)] == [12.5] * (len(baselines) - 1)
    assert box.descent > 25 and baselines[0] == 0
    assert box.text.replace("\n", " ") == "A block of mass m slides down a frictionless incline and then compresses a spring."


def test_alignment() -> None:
    left, center, right = (paragraph([Run("one\nfour five")], 10, None, align) for align in ("left", "center", "right"))
    assert left.glyphs[0].x < center.glyphs[0].x < right.glyphs[0].x
    assert center.glyphs[0].x == pytest.approx((left.glyphs[0].x + right.glyphs[0].x) / 2, abs=0.01)
    assert left.width == center.width == right.width


def test_han_breaks_anywhere_but_before_a_comma() -> None:
    text = "一个质量为五千克的物体，放在粗糙的水平面上（大小为二十牛），求它的加速度。"
    for width in range(20, 200, 7):
        box = paragraph([Run(text)], 10, width)
        assert box.width <= max(width, 31)
        for row in box.text.split("\n"):
            assert row[0] not in "，。）" and row[-1] != "（"
        assert box.text.replace("\n", "") == text


def test_pieces_join_to_the_text() -> None:
    text = "high-speed 力F，(a/b) 한국어 문장 x=2 —end"
    assert "".join(breakable(text)) == text
    assert breakable("high-speed car") == ["high-", "speed", " ", "car"]
    assert breakable("力F") == ["力", "F"]
    assert breakable("한국어 문장") == ["한국어", " ", "문장"]


def test_tall_lines_get_room() -> None:
    box = paragraph([Run("one\ntwo "), Run(r"\displaystyle\frac{\frac ab}{\frac cd}", math=True), Run("\nthree")], 10)
    baselines = sorted({glyph.y for glyph in box.glyphs if glyph.size == 10 and glyph.font == "text"})
    assert baselines[1] - baselines[0] > 12.5


# ---------------------------------------------------------------- faces


def _output(program: str, **environment: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment or None).stdout


def test_same_text_same_box() -> None:
    program = "from sciml.typeset import *; print(line([Run('AV 力 '), Run(r'\\frac{a}{b}\\ce{H2O}', math=True)], 9.7), paragraph([Run('a b c')], 8, 10))"
    runs = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")
    }
    assert len(runs) == 1 and "Glyph" in next(iter(runs))


@pytest.mark.parametrize("key", KEYS)
def test_faces_are_whole(key: str) -> None:
    font = face(key)
    for code in list(font.cmap)[:: max(1, len(font.cmap) // 400)]:
        g = font.cmap[code]
        xs, ys = font.outline(g).points[0::2], font.outline(g).points[1::2]
        if xs:
            assert min(xs) >= font.left[g] - 150 and max(xs) <= font.right[g] + 150
            assert min(ys) >= font.bottom[g] - 150 and max(ys) <= font.top[g] + 150


def test_faces_equal_a_rebuild() -> None:
    pytest.importorskip("fontTools")
    from sciml.typeset.build import build

    for key, data in build().items():
        assert (FONTS / f"{key}.face").read_bytes() == data, f"{key}.face is not what `python -m sciml.typeset.build` makes"


@pytest.mark.skipif(not INSTALLED.exists(), reason="the Noto Serif CJK collection is not installed")
def test_cjk_equals_a_rebuild() -> None:
    pytest.importorskip("fontTools")
    from sciml.typeset.build import cjk_face

    assert (FONTS / "cjk.face").read_bytes() == cjk_face(INSTALLED)


@pytest.mark.skipif(not (SHAPED / "NotoSerifHebrew-Regular.ttf").exists(), reason="the Noto fonts are not installed")
def test_shaped_fonts_equal_a_rebuild() -> None:
    pytest.importorskip("fontTools")
    from sciml.typeset.build_shaped import cut

    for script in ("hebrew", "thai"):
        assert (FONTS / f"noto-{script}.ttf").read_bytes() == cut(script, SHAPED)


def test_licences_are_beside_the_fonts() -> None:
    names = {path.name for path in FONTS.iterdir()}
    assert {"STIX-OFL.txt", "NotoSerifCJK-OFL.txt", "Noto-OFL.txt", "README.md"} <= names
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 12_500_000


def test_a_label_needs_no_heavy_library() -> None:
    heavy = ("fontTools", "uharfbuzz", "numpy", "dataclasses")
    program = f"import sys; from sciml.typeset import *; line([Run('a'), Run(r'\\frac{{a}}{{b}}', math=True)]); print([m for m in {heavy} if m in sys.modules])"
    assert _output(program).strip() == "[]"


def test_a_number_and_its_unit_stay_on_one_line() -> None:
    pieces = [p for p in breakable("chamber 3, 25 kJ/kg and 12.5 N (5 m/s^2) in 20 °C, 5 men in/out") if p.strip()]
    assert pieces == ["chamber", "3,", "25 kJ/kg", "and", "12.5 N", "(5 m/s^2)", "in", "20 °C,", "5", "men", "in/", "out"]
