"""Tables on the page: what stands in line with what."""

from __future__ import annotations

import sciml
from sciml.scene import Group, Mark, Path, Scene, TextMark

ACCOUNTS = """
t_account("Cash", open=9_700 USD, debit=[["(1) product sold", 30 USD]], credit=[["(3)", 2 USD]])
t_account("Inventory", open=3_800 USD, credit=[["(1) a long name of an entry", 24 USD]])
"""


def marks(scene: Scene) -> list[Path | TextMark]:
    out: list[Path | TextMark] = []

    def walk(found: tuple[Mark, ...]) -> None:
        for mark in found:
            if isinstance(mark, Group):
                walk(mark.marks)
            else:
                out.append(mark)

    walk(scene.marks)
    return out


def text(scene: Scene, words: str) -> TextMark:
    return next(m for m in marks(scene) if isinstance(m, TextMark) and m.text == words)


def stems(scene: Scene) -> list[float]:
    """x of the upright lines."""
    return [m.points[0] for m in marks(scene) if isinstance(m, Path) and m.ops == "ML" and m.points[0] == m.points[2]]


def test_accounts_below_each_other_have_one_stem() -> None:
    scene = sciml.compile(f"column {{ {ACCOUNTS} }}").scenes[0]
    first, second = stems(scene)
    assert abs(first - second) < 0.01
    widths = {round(m.points[2] - m.points[0], 2) for m in marks(scene) if isinstance(m, Path) and m.ops == "ML" and m.points[1] == m.points[3]}
    assert len(widths) == 1


def test_accounts_beside_each_other_have_their_names_on_one_line() -> None:
    scene = sciml.compile(f"row {{ {ACCOUNTS} }}").scenes[0]
    assert text(scene, "Cash").y == text(scene, "Inventory").y


def test_boards_beside_each_other_have_their_labels_on_one_line() -> None:
    scene = sciml.compile('row { board(1, 1, label="small g"); board(3, 3, label="small too") }').scenes[0]
    assert text(scene, "small g").y == text(scene, "small too").y


def test_fractions_of_a_matrix_are_as_large_as_its_numbers() -> None:
    scene = sciml.compile("matrix([[1/2, 7], [3, -1/4]])").scenes[0]
    sizes = {round(g.size, 2) for m in marks(scene) if isinstance(m, TextMark) for g in m.glyphs}
    assert len(sizes) == 1


def test_the_cells_of_a_partition_are_seen_where_axes_would_hide_them() -> None:
    document = sciml.compile("axes(x=-4..2, y=-2..2) { partition(x=-3..1, y=-1..1, m=4, n=2) }")
    assert not document.diagnostics
    frames = [m for m in marks(document.scenes[0]) if isinstance(m, Path) and m.ops == "MLLLZ" and m.fill is None]
    assert frames, "the axes stand at the edges"
