"""A scene as SVG, written directly: small, stable from run to run, and with the names and spans of its objects.

Glyphs are paths, defined once; a clip or glyph is named by what it is, so that several pictures can stand in one HTML page.
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

from ..scene import Fill, Glyph, Group, Hatch, Mark, Outline, Path, Scene, Stroke, TextMark, on_grid
from .names import Names, legible
from .sound import bounds, dashes, hatch_lines, outlined, page, rgba, rules_of, visible, written

__all__ = ["svg"]

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(scene: Scene) -> bytes:
    """The page in UTF-8. Raises ValueError for a page without a size."""
    return _Page(scene).text().encode("utf-8")


def escape(text: str) -> str:
    """Text as the content of an element or of an attribute in double quotes."""
    return legible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def number(value: float) -> str:
    """Seven digits: a thousandth of a point on any page up to 9999 pt."""
    return "%.7g" % value  # noqa: UP031 the fast one, and the same as in `_form`


@lru_cache(4096)
def _form(ops: str) -> str:
    """A template that takes the points."""
    pair = "%.7g %.7g"
    return "".join({"M": f"M{pair}", "L": f"L{pair}", "C": f"C{pair} {pair} {pair}", "Z": "Z"}[op] for op in ops)


def trace(ops: str, points: tuple[float, ...]) -> str:
    """The `d` of a path."""
    if len(ops) > 64:  # too long to be seen again
        return "".join(trace(ops[a : a + 1], points[at : at + n]) for a, at, n in _steps(ops))
    return _form(ops) % points


def _steps(ops: str) -> list[tuple[int, int, int]]:
    steps, at = [], 0
    for k, op in enumerate(ops):
        size = {"M": 2, "L": 2, "C": 6, "Z": 0}[op]
        steps.append((k, at, size))
        at += size
    return steps


def _color(name: str, color: str | None) -> str:
    """The attributes `fill`, `stroke` of a visible colour."""
    seen = rgba(color)
    if seen is None or color is None:
        return f' {name}="none"'
    opacity = f' {name}-opacity="{seen[3]:.4g}"' if seen[3] < 1 else ""
    return f' {name}="{color[:7]}"{opacity}'


@lru_cache(1024)
def _line(stroke: Stroke) -> str:
    """The attributes of a visible stroke."""
    parts = [_color("stroke", stroke.color), f' stroke-width="{number(stroke.width)}"']
    dash = dashes(stroke)
    if dash:
        parts.append(f' stroke-dasharray="{" ".join(map(number, dash))}"')
    if stroke.cap in {"round", "square"}:
        parts.append(f' stroke-linecap="{stroke.cap}"')
    if stroke.join in {"round", "bevel"}:
        parts.append(f' stroke-linejoin="{stroke.join}"')
    return "".join(parts)


class _Page:
    """One SVG in the making."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.size = page(scene.width, scene.height)
        self.names = Names()
        self.glyphs: dict[tuple[str, int], str | None] = {}
        self.definitions: list[str] = []
        self.clips: set[str] = set()
        self.body: list[str] = []
        self.unfilled = ""
        """What an unfilled path must say: inside a text it would inherit the ink."""

    def text(self) -> str:
        scene = self.scene
        width, height = map(number, self.size)
        said = f"{crc32((scene.title + scene.alt).encode('utf-8', 'replace')):08x}"
        labels = [f"{key}-{said}" for key, text in (("title", scene.title), ("desc", scene.alt)) if text]
        for label in labels:
            self.names.of(label)
        if rgba(scene.background) is not None:
            self.body.append(f'<rect width="{width}" height="{height}"{_color("fill", scene.background)}/>')
        self._marks(scene.marks)
        head = f'{HEAD} width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}" xml:lang="{escape(scene.language)}" role="img"'
        if labels:
            head += f' aria-labelledby="{" ".join(labels)}"'
        parts = [head + ' fill="none" stroke-miterlimit="10">']
        if scene.title:
            parts.append(f'<title id="title-{said}">{escape(scene.title)}</title>')
        if scene.alt:
            parts.append(f'<desc id="desc-{said}">{escape(scene.alt)}</desc>')
        if self.definitions:
            parts += ["<defs>", *self.definitions, "</defs>"]
        return "\n".join([*parts, *self.body, "</svg>\n"])

    def _marks(self, marks: tuple[Mark, ...]) -> None:
        for mark in marks:
            if isinstance(mark, Path):
                self._path(mark)
            elif isinstance(mark, TextMark):
                self._text(mark)
            elif isinstance(mark, Group):
                self._group(mark)

    def _group(self, group: Group) -> None:
        name = f' id="{self.names.of(group.id)}"' if group.id else ""
        role = f' data-role="{escape(group.role)}"' if group.role else ""
        span = f' data-span="{group.span[0]}-{group.span[1]}"' if group.span else ""
        title = f"<title>{escape(group.title)}</title>" if group.title else ""
        self.body.append(f"<g{name}{role}{span}>{title}")
        self._marks(group.marks)
        self.body.append("</g>")

    # ------------------------------------------------------------ paths

    def _path(self, path: Path) -> None:
        if not outlined(path.ops, path.points):
            return
        stroke = _line(path.stroke) if path.stroke is not None and visible(path.stroke) else ""
        fill = path.fill
        if fill is None or not (fill.hatch or rgba(fill.color)):
            if stroke:
                self.body.append(f'<path d="{trace(path.ops, path.points)}"{self.unfilled}{stroke}/>')
            return
        shape = trace(path.ops, path.points)
        paint = _color("fill", fill.color) if rgba(fill.color) else self.unfilled
        filled = paint != self.unfilled
        if filled and fill.even_odd:
            paint += ' fill-rule="evenodd"'
        hatch = self._hatch(fill, fill.hatch, shape, path.points) if fill.hatch else ""
        if hatch:
            if filled:
                self.body.append(f'<path d="{shape}"{paint}/>')
            self.body.append(hatch)
            filled, paint = False, self.unfilled
        if filled or stroke:
            self.body.append(f'<path d="{shape}"{paint}{stroke}/>')

    def _hatch(self, fill: Fill, hatch: Hatch, shape: str, points: tuple[float, ...]) -> str:
        box = bounds(points, *self.size)
        lines = hatch_lines(hatch, box) if box else []
        if not lines:
            return ""
        rule = ' clip-rule="evenodd"' if fill.even_odd else ""
        clip = f"clip-{crc32((rule + shape).encode()):08x}"
        if clip not in self.clips:
            self.clips.add(clip)
            self.definitions.append(f'<clipPath id="{clip}"><path d="{shape}"{rule}/></clipPath>')
        d = "".join("M%.7g %.7gL%.7g %.7g" % line for line in lines)  # noqa: UP031 as `number`
        return f'<g clip-path="url(#{clip})"><path d="{d}"{_line(Stroke(hatch.color, hatch.width))}/></g>'

    # ------------------------------------------------------------ text

    def _text(self, mark: TextMark) -> None:
        color = rgba(mark.color)
        label = f' role="img" aria-label="{escape(mark.text)}"' if mark.text else ""
        opacity = f' opacity="{color[3]:.4g}"' if color and color[3] < 1 else ""
        paint = f' fill="{mark.color[:7]}"' if color else ""
        self.body.append(f"<g{label}{paint}{opacity}>")
        if color:
            self.body += [use for glyph in mark.glyphs if (use := self._use(glyph, on_grid(mark.x + glyph.x), on_grid(mark.y + glyph.y)))]
        self.unfilled = ' fill="none"' if color else ""
        for rule in rules_of(mark):
            if rule.fill is not None or rule.stroke is not None:
                self._path(rule)
            elif color and outlined(rule.ops, rule.points):
                self.body.append(f'<path d="{trace(rule.ops, rule.points)}"/>')
        self.unfilled = ""
        self.body.append("</g>")

    def _use(self, glyph: Glyph, x: float, y: float) -> str:
        key = (glyph.font, glyph.id)
        if key not in self.glyphs:
            self.glyphs[key] = self._define(key)
        name = self.glyphs[key]
        if name is None or not written(glyph, x, y):
            return ""
        turn = f"rotate({number(-glyph.angle)})" if glyph.angle else ""
        return f'<use xlink:href="#{name}" transform="translate({x:.7g} {y:.7g}){turn}scale({glyph.size / 1000:.7g})"/>'

    def _define(self, key: tuple[str, int]) -> str | None:
        outline = self.scene.outlines.get(key)
        if outline is None:
            return None
        shape = _upright(outline)
        if not shape:
            return None
        name = f"glyph-{crc32(shape.encode()):08x}"
        if name not in self.clips:
            self.clips.add(name)
            self.definitions.append(f'<path id="{name}" d="{shape}"/>')
        return name


@lru_cache(8192)
def _flipped(ops: str, points: tuple[float, ...]) -> str:
    return trace(ops, tuple(-value if k % 2 else value for k, value in enumerate(points)))


def _upright(outline: Outline) -> str:
    """The glyph's path with y down, or nothing."""
    return _flipped(outline.ops, outline.points) if outlined(outline.ops, outline.points) else ""
