"""Compiles the fonts in `fonts/` to face files: `python -m sciml.typeset.build [--cjk FILE] [--shaped FOLDER] [--out FOLDER]`.

Needs fontTools; nothing at run time does. The same fonts give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import struct
import sys
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path as File
from typing import Any, Final

from .build_cjk import INSTALLED, cjk_font
from .build_math import math_glyphs, math_head, math_sections
from .build_shaped import FILES, cut
from .build_shaped import INSTALLED as SHAPED
from .face import FONTS as FOLDER
from .face import MAGIC

__all__ = ["MATH", "TEXT", "build", "cjk_face", "compile_face", "main", "math_face", "text_face"]

FONTS: Final = File(FOLDER)
TEXT: Final = {
    "text": "STIXTwoText-Regular.ttf",
    "text-b": "STIXTwoText-Bold.ttf",
    "text-i": "STIXTwoText-Italic.ttf",
    "text-bi": "STIXTwoText-BoldItalic.ttf",
}
MATH: Final = "STIXTwoMath-Regular.ttf"

_KERNED: Final = ((0x20, 0x24F), (0x370, 0x52F), (0x2010, 0x2044), (0x20A0, 0x20BF), (0x2200, 0x22FF))


def pack_outline(ops: str, points: Sequence[int]) -> bytes:
    """What `Face` decodes."""
    if not ops:
        return b""
    out = bytearray(bytes([len(ops)]) if len(ops) < 255 else b"\xff" + struct.pack("<H", len(ops)))
    out += ops.encode()
    last = [0, 0]
    for i, value in enumerate(points):
        step = value - last[i % 2]
        last[i % 2] = value
        out += struct.pack("<b", step) if -128 < step < 128 else b"\x80" + struct.pack("<h", step)
    return bytes(out)


def _outline(glyphs: Any, name: str) -> tuple[str, list[int], tuple[int, int, int, int]]:
    """ops, points and ink box of a glyph."""
    from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped,unused-ignore]
    from fontTools.pens.recordingPen import DecomposingRecordingPen  # type: ignore[import-untyped,unused-ignore]

    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    bounds = BoundsPen(glyphs)
    glyphs[name].draw(bounds)
    ops: list[str] = []
    points: list[int] = []

    def add(op: str, *places: tuple[float, float]) -> None:
        ops.append(op)
        for x, y in places:
            points.extend((round(x), round(y)))

    for kind, args in pen.value:
        if kind == "moveTo":
            add("M", args[0])
        elif kind == "lineTo":
            add("L", args[0])
        elif kind == "curveTo":
            add("C", *args)
        elif kind == "qCurveTo":
            _quadratic(add, args, points)
    box = bounds.bounds or (0, 0, 0, 0)
    low, high = [int(v // 1) for v in box[:2]], [-int(-v // 1) for v in box[2:]]
    return "".join(ops), points, (low[0], low[1], high[0], high[1])


def _quadratic(add: Any, args: Sequence[tuple[float, float] | None], points: list[int]) -> None:
    """One TrueType spline, its implied points written out."""
    controls = list(args)
    if controls[-1] is None:  # a contour without an on-curve point
        controls = controls[:-1]
        first, last = controls[0], controls[-1]
        assert first is not None and last is not None
        start = ((first[0] + last[0]) / 2, (first[1] + last[1]) / 2)
        add("M", start)
        controls.append(start)
    for i in range(len(controls) - 1):
        here, after = controls[i], controls[i + 1]
        assert here is not None and after is not None
        end = after if i == len(controls) - 2 else ((here[0] + after[0]) / 2, (here[1] + after[1]) / 2)
        add("Q", here, end)


def _pairs(font: Any, wanted: set[str]) -> dict[str, dict[str, int]]:
    """Kerning of the default script: left -> right -> value, the first subtable that knows the pair wins."""
    if "GPOS" not in font:
        return {}
    table = font["GPOS"].table
    numbers = {i for record in table.FeatureList.FeatureRecord if record.FeatureTag == "kern" for i in record.Feature.LookupListIndex}
    found: dict[str, dict[str, int]] = {name: {} for name in wanted}
    for number in sorted(numbers):
        taken: dict[str, set[str]] = {name: set() for name in wanted}
        for sub in table.LookupList.Lookup[number].SubTable:
            real = getattr(sub, "ExtSubTable", sub)
            if real.LookupType == 2:
                _pair_table(real, wanted, found, taken)
    return found


def _pair_table(sub: Any, wanted: set[str], found: dict[str, dict[str, int]], taken: dict[str, set[str]]) -> None:
    covered = sub.Coverage.glyphs
    for left in covered:
        if left not in wanted:
            continue
        if sub.Format == 1:
            pairs = [(r.SecondGlyph, r.Value1) for r in sub.PairSet[covered.index(left)].PairValueRecord if r.SecondGlyph in wanted]
        else:
            row = sub.Class1Record[sub.ClassDef1.classDefs.get(left, 0)].Class2Record
            pairs = [(right, row[sub.ClassDef2.classDefs.get(right, 0)].Value1) for right in sorted(wanted)]
        for right, value in pairs:
            if right not in taken[left]:
                taken[left].add(right)
                step = getattr(value, "XAdvance", 0) if value else 0
                if step:
                    found[left][right] = found[left].get(right, 0) + step


def _classes(rows: Sequence[tuple[int, ...]]) -> tuple[list[int], list[tuple[int, ...]]]:
    """Equal rows share a class; class 0 is the row of zeros."""
    kinds: dict[tuple[int, ...], int] = {tuple([0] * len(rows[0])): 0} if rows else {}
    numbers = [kinds.setdefault(row, len(kinds)) for row in rows]
    return numbers, list(kinds)


def _kerning(font: Any, order: Sequence[str], wanted: Sequence[str]) -> tuple[array[int], array[int], array[int], int]:
    pairs = _pairs(font, set(wanted))
    rows, kinds = _classes([tuple(pairs.get(left, {}).get(right, 0) for right in wanted) for left in wanted])
    columns, kinds = _classes(list(zip(*kinds, strict=True)) if kinds else [])
    row_of, column_of = dict(zip(wanted, rows, strict=True)), dict(zip(wanted, columns, strict=True))
    matrix = array("h", [v for row in zip(*kinds, strict=True) for v in row]) if kinds else array("h", [0])
    return array("H", [row_of.get(n, 0) for n in order]), array("H", [column_of.get(n, 0) for n in order]), matrix, max(1, len(kinds))


def compile_face(
    font: Any, order: Sequence[str], cmap: dict[int, str], head: dict[str, Any], *, kerned: Iterable[str] = (), more: dict[str, array[int]] | None = None
) -> bytes:
    """The bytes of a face with the glyphs of `order`; more: further numbers by glyph."""
    number = {name: i for i, name in enumerate(order)}
    glyphs = font.getGlyphSet()
    scale = 1000 / font["head"].unitsPerEm
    assert scale == 1, "faces are made from fonts of 1000 units an em"
    advance, box, offsets, blob = array("H"), array("h"), array("I", [0]), bytearray()
    for name in order:
        ops, points, ink = _outline(glyphs, name)
        advance.append(round(glyphs[name].width))
        box.extend(ink)
        blob += pack_outline(ops, points)
        offsets.append(len(blob))
    points = sorted(cp for cp in cmap if cmap[cp] in number)
    rows, columns, kern, width = _kerning(font, order, sorted(set(kerned) & set(order)))
    sections = {
        "points": array("I", points), "glyphs": array("H", [number[cmap[cp]] for cp in points]), "advance": advance, "box": box,
        "rows": rows, "columns": columns, "kern": kern, "offsets": offsets, **(more or {}),
    }  # fmt: skip
    if sys.byteorder == "big":  # pragma: no cover
        for part in sections.values():
            part.byteswap()
    data = {name: part.tobytes() for name, part in sections.items()}
    head = {**head, "kern_columns": width, "sections": [[name, sections[name].typecode, len(data[name])] for name in sections]}
    text = json.dumps(head, sort_keys=True, separators=(",", ":")).encode()
    return MAGIC + len(text).to_bytes(4, "little") + text + b"".join(data.values()) + bytes(blob)


def _ligatures(font: Any, cmap: dict[int, str]) -> dict[str, str]:
    """Standard ligatures by the letters they replace."""
    letters = {name: chr(cp) for cp, name in sorted(cmap.items(), reverse=True)}
    found: dict[str, str] = {}
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != "liga":
            continue
        for number in record.Feature.LookupListIndex:
            for sub in table.LookupList.Lookup[number].SubTable:
                for first, rest in getattr(getattr(sub, "ExtSubTable", sub), "ligatures", {}).items():
                    for ligature in rest:
                        names = [first, *ligature.Component]
                        if all(n in letters for n in names):
                            found["".join(letters[n] for n in names)] = ligature.LigGlyph
    return {letters: found[letters] for letters in sorted(found)}


def _mapped(font: Any) -> dict[int, str]:
    """What the font maps, without private characters: they mean nothing to a reader."""
    return {code: name for code, name in font.getBestCmap().items() if not 0xE000 <= code < 0xF900}


def text_face(path: File) -> bytes:
    """A text font: everything that it maps, its ligatures and its kerning."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped,unused-ignore]

    font = TTFont(path)
    cmap = _mapped(font)
    ligatures = _ligatures(font, cmap)
    used = {".notdef", *cmap.values(), *ligatures.values()}
    order = [name for name in font.getGlyphOrder() if name in used]
    kerned = {name for cp, name in cmap.items() if any(a <= cp <= b for a, b in _KERNED)}
    head = {"name": path.stem, "ligatures": {letters: order.index(name) for letters, name in ligatures.items()}}
    return compile_face(font, order, cmap, head, kerned=kerned)


def math_face(path: File) -> bytes:
    """The mathematics font."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped,unused-ignore]

    font = TTFont(path)
    cmap = _mapped(font)
    used = math_glyphs(font, cmap)
    order = [name for name in font.getGlyphOrder() if name in used]
    kerned = {name for cp, name in cmap.items() if any(a <= cp <= b for a, b in _KERNED[:2])}
    return compile_face(font, order, cmap, {"name": path.stem, **math_head(font, order)}, kerned=kerned, more=math_sections(font, order))


def cjk_face(path: File) -> bytes:
    """The characters of East Asia that the other faces lack."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped,unused-ignore]

    covered = {code for source in (TEXT["text"], MATH) for code in TTFont(FONTS / source).getBestCmap()}
    font, order, cmap = cjk_font(path, covered)
    return compile_face(font, order, cmap, {"name": "NotoSerifCJK-Regular"})


def build() -> dict[str, bytes]:
    """All face files that come from `fonts/`, by key."""
    faces = {key: text_face(FONTS / source) for key, source in TEXT.items()}
    return {**faces, "math": math_face(FONTS / MATH)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the face files."""
    parser = argparse.ArgumentParser(prog="python -m sciml.typeset.build", description="Compiles fonts to face files.")
    parser.add_argument("--out", type=File, default=FONTS, help="where the face files go")
    parser.add_argument("--cjk", type=File, help=f"the Noto Serif CJK collection, such as {INSTALLED}; without it cjk.face stays as it is")
    parser.add_argument("--shaped", type=File, help=f"the folder of Noto fonts, such as {SHAPED}; without it the noto-*.ttf stay as they are")
    options = parser.parse_args(arguments)
    faces = build()
    if options.cjk is not None:
        faces["cjk"] = cjk_face(options.cjk)
    if options.shaped is not None:
        for script in FILES:
            (options.out / f"noto-{script}.ttf").write_bytes(cut(script, options.shaped))
    for key, data in faces.items():
        (options.out / f"{key}.face").write_bytes(data)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
