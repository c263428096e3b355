"""Plain lines: extents, baseline, kerning, missing characters."""

from sciml.typeset import Run, line, outlines


def test_extents_hold_the_ink() -> None:
    box = line([Run("Agjf")], 10)
    left, top, right, bottom = box.ink
    assert 0 <= left < right <= box.width
    assert -10 < top < -5 and 1 < bottom < 4
    assert box.ascent == -top and box.descent == bottom


def test_baseline_is_at_zero() -> None:
    assert line([Run("H")], 10).ink[3] == 0
    assert line([Run("p")], 10).ink[3] > 1


def test_kerning_draws_letters_together() -> None:
    together, apart = line([Run("AV")], 10), line([Run("A")], 10).width + line([Run("V")], 10).width
    assert together.width < apart - 0.5


def test_missing_characters_are_named() -> None:
    assert line([Run("a\ue123b")], 10).missing == ("\ue123",)


def test_outlines_of_a_line() -> None:
    box = line([Run("no no", bold=True)], 10)
    curves = outlines(box.glyphs)
    assert len(curves) == 2 and len(box.glyphs) == 4
    assert all(curve.ops.startswith("M") for curve in curves.values())
