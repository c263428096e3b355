"""A scene as JSON and back: everything that it holds, in a fixed order, so that equal scenes give equal bytes.

Marks are objects with a `type` (path, text, group); what is None, empty or false is left out. A number that JSON cannot write (NaN, infinity)
is a string. `Scene.data` must hold what JSON can: texts, numbers, truths, None, lists, and dicts with text keys.
"""

from __future__ import annotations

import json as notation
from collections.abc import Iterable
from math import isfinite, isnan
from typing import Any

from ..scene import Fill, Glyph, Group, Hatch, Mark, Outline, Path, Scene, Stroke, TextMark

__all__ = ["FORMAT", "dump", "load"]

FORMAT = "sciml-scene-2"

Record = dict[str, Any]


def dump(scene: Scene) -> bytes:
    """The scene in UTF-8, without blanks."""
    record = {
        "format": FORMAT,
        "width": scene.width + 0.0,
        "height": scene.height + 0.0,
        "title": scene.title,
        "alt": scene.alt,
        "language": scene.language,
        "background": scene.background,
        "marks": [_mark(mark) for mark in scene.marks],
        "outlines": [{"font": font, "id": id, "ops": outline.ops, "points": _plain(outline.points)} for (font, id), outline in sorted(scene.outlines.items())],
        "data": _sorted(scene.data),
    }
    try:
        text = notation.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except ValueError:
        text = notation.dumps(_finite(record), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair in some text
        return notation.dumps(notation.loads(text), separators=(",", ":")).encode("ascii")


def load(data: bytes) -> Scene:
    """The scene that `dump` wrote. Raises ValueError for anything else."""
    try:
        record = notation.loads(data)
        if record["format"] != FORMAT:
            raise ValueError(f"this is {record['format']!r}, not {FORMAT!r}")
        return Scene(
            float(record["width"]),
            float(record["height"]),
            tuple(map(_read_mark, record["marks"])),
            record["title"],
            record["alt"],
            record["background"],
            {(item["font"], item["id"]): Outline(item["ops"], _floats(item["points"])) for item in record["outlines"]},
            record["data"],
            record["language"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no scene: {error!r}") from error


# ---------------------------------------------------------------- writing


def _mark(mark: Mark) -> Record:
    if isinstance(mark, Path):
        return {"type": "path", **_path(mark)}
    if isinstance(mark, TextMark):
        record: Record = {"type": "text", "text": mark.text, "box": _plain(mark.box), "color": mark.color}
        if mark.x or mark.y:
            record["at"] = _plain((mark.x, mark.y))
        record["glyphs"] = [[glyph.font, glyph.id, *_plain((glyph.x, glyph.y, glyph.size, glyph.angle))] for glyph in mark.glyphs]
        if mark.rules:
            record["rules"] = [_path(rule) for rule in mark.rules]
        return record
    record = {"type": "group", "id": mark.id, "role": mark.role}
    if mark.title:
        record["title"] = mark.title
    if mark.span is not None:
        record["span"] = mark.span
    record["marks"] = [_mark(inner) for inner in mark.marks]
    return record


def _path(path: Path) -> Record:
    record: Record = {"ops": path.ops, "points": _plain(path.points)}
    if path.stroke is not None:
        stroke = path.stroke
        record["stroke"] = {"color": stroke.color, "width": stroke.width + 0.0, "cap": stroke.cap, "join": stroke.join}
        if stroke.dash:
            record["stroke"]["dash"] = _plain(stroke.dash)
    if path.fill is not None:
        record["fill"] = _fill(path.fill)
    return record


def _fill(fill: Fill) -> Record:
    record: Record = {}
    if fill.color is not None:
        record["color"] = fill.color
    if fill.even_odd:
        record["even_odd"] = True
    hatch = fill.hatch
    if hatch is not None:
        angle, spacing, width = _plain((hatch.angle, hatch.spacing, hatch.width))
        record["hatch"] = {"color": hatch.color, "angle": angle, "spacing": spacing, "width": width}
        if hatch.cross:
            record["hatch"]["cross"] = True
    return record


def _plain(values: Iterable[float]) -> list[float]:
    """Floats all, and no negative zero: equal numbers are written alike."""
    return [value + 0.0 for value in values]


def _sorted(value: Any) -> Any:
    """Every dict by its keys, as text."""
    if isinstance(value, dict):
        return {key: _sorted(inner) for key, inner in sorted((str(key), inner) for key, inner in value.items())}
    if isinstance(value, list | tuple):
        return [_sorted(inner) for inner in value]
    return value


def _finite(value: Any) -> Any:
    """Every number that JSON cannot write as a text that `float` reads."""
    if isinstance(value, float) and not isfinite(value):
        return "NaN" if isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return value


# ---------------------------------------------------------------- reading


def _read_mark(record: Record) -> Mark:
    kind = record["type"]
    if kind == "path":
        return _read_path(record)
    if kind == "text":
        glyphs = tuple(Glyph(font, id, float(x), float(y), float(size), float(angle)) for font, id, x, y, size, angle in record["glyphs"])
        left, top, right, bottom = _floats(record["box"])
        x, y = _floats(record.get("at", (0, 0)))
        return TextMark(record["text"], glyphs, (left, top, right, bottom), record["color"], tuple(map(_read_path, record.get("rules", ()))), x, y)
    if kind == "group":
        span = record.get("span")
        return Group(
            record["id"], record["role"], tuple(map(_read_mark, record["marks"])), record.get("title", ""), (span[0], span[1]) if span is not None else None
        )
    raise ValueError(f"no mark is a {kind!r}")


def _read_path(record: Record) -> Path:
    stroke, fill = record.get("stroke"), record.get("fill")
    return Path(
        record["ops"],
        _floats(record["points"]),
        None if stroke is None else Stroke(stroke["color"], float(stroke["width"]), _floats(stroke.get("dash", ())), stroke["cap"], stroke["join"]),
        None if fill is None else Fill(fill.get("color"), _read_hatch(fill.get("hatch")), fill.get("even_odd", False)),
    )


def _read_hatch(record: Record | None) -> Hatch | None:
    if record is None:
        return None
    return Hatch(record["color"], float(record["angle"]), float(record["spacing"]), float(record["width"]), record.get("cross", False))


def _floats(values: Any) -> tuple[float, ...]:
    return tuple(map(float, values))
