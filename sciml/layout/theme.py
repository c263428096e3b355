"""Themes as data: what the words of `Look` mean on paper."""

from __future__ import annotations

from ..grammar.record import Record, field, replace
from ..scene import Hatch

__all__ = ["THEMES", "Theme", "theme"]


class Theme(Record):
    """All lengths in pt.

    colors, fills, weights, dashes: what a word means; roles: colour word of an arrow by its role, where its look says `ink`;
    text: size of labels, small: of the box and of captions, title: of the title; head: length and half width of a filled arrow head on a
    line of normal weight; clear: between a label and anything else; frame: width of the lines round boxes.
    """

    name: str
    paper: str
    colors: dict[str, str]
    fills: dict[str, str]
    weights: dict[str, float]
    dashes: dict[str, tuple[float, ...]]
    roles: dict[str, str] = field(default_factory=dict)
    text: float = 10.0
    small: float = 9.0
    title: float = 11.5
    head: tuple[float, float] = (6.2, 1.75)
    clear: float = 1.0
    frame: float = 0.5
    hatch_spacing: float = 4.5
    hatch_width: float = 0.45

    def color(self, word: str) -> str | None:
        """The colour of a line or text; None for `none`."""
        found = self.colors.get(word) or CSS.get(word)
        if found is not None:
            return found
        if word == "none":
            return None
        return word if word.startswith("#") and len(word) in (7, 9) else self.colors["ink"]

    def fill(self, word: str | None) -> str | None:
        """The colour of an area. An author's colour word is taken as it is."""
        if word is None or word == "none":
            return None
        found = self.fills.get(word) or CSS.get(word)
        if found is not None:
            return found
        if word.startswith("#") and len(word) in (7, 9):
            return word
        if word.endswith("_light"):
            return self.pale(self.color(word.removesuffix("_light")) or self.paper, 0.16)
        return self.colors.get(word, self.fills["light"])

    @property
    def light(self) -> str:
        """The lighter one of paper and ink: what is written with on a dark area."""
        return max((self.paper, self.colors["ink"]), key=lambda c: sum(int(c[k : k + 2], 16) for k in (1, 3, 5)))

    def pale(self, color: str, share: float = 0.36) -> str:
        """A colour most of the way to the paper's: for ghosts and earlier states."""
        if len(color) not in (7, 9):
            return color
        mixed = [round(share * int(color[k : k + 2], 16) + (1 - share) * int(self.paper[k : k + 2], 16)) for k in (1, 3, 5)]
        return "#" + "".join([f"{part:02x}" for part in mixed])

    def hatch(self, word: str | None) -> Hatch | None:
        """lines, cross, dots (dots are drawn as a tight fine cross)."""
        if not word or word == "none":
            return None
        angle = {"back": 135.0, "vertical": 90.0, "horizontal": 0.0}.get(word, 45.0)
        if word == "dots":
            return Hatch(self.colors["muted"], 45.0, 2.4, 0.3, True)
        return Hatch(self.colors["muted"], angle, self.hatch_spacing, self.hatch_width, word == "cross")


_WEIGHTS = {"hair": 0.35, "thin": 0.6, "normal": 0.9, "bold": 1.3, "heavy": 1.9}
_DASHES: dict[str, tuple[float, ...]] = {"solid": (), "dashed": (4.0, 2.6), "dotted": (0.9, 2.1), "dashdot": (6.0, 2.2, 1.0, 2.2)}

_TEXTBOOK = Theme(
    "textbook",
    "#ffffff",
    {
        "ink": "#000000",
        "muted": "#555555",
        "faint": "#b4b4b4",
        "accent": "#1f4e8c",
        "accent2": "#a33b20",
        "accent3": "#3d6b35",
        "accent4": "#6b4a86",
        "accent5": "#8a6d1f",
        "ghost": "#a8a8a8",
        "grid": "#d2d2d2",
        "paper": "#ffffff",
        "white": "#ffffff",
    },
    {
        "paper": "#ffffff",
        "white": "#ffffff",
        "light": "#efefef",
        "medium": "#d9d9d9",
        "dark": "#a6a6a6",
        "ink": "#000000",
        "water": "#e2ebf2",
        "accent_light": "#dde6f1",
        "accent2_light": "#f3e1db",
        "accent3_light": "#e1ebde",
        "accent4_light": "#e9e2ef",
        "accent5_light": "#f1ead6",
        "wood": "#e9e1d3",
        "metal": "#dcdfe2",
        "glass": "#eaf1f4",
    },
    _WEIGHTS,
    _DASHES,
)

_COLOR = replace(
    _TEXTBOOK,
    name="color",
    colors={
        **_TEXTBOOK.colors,
        "accent": "#1565c0",
        "accent2": "#c62828",
        "accent3": "#2e7d32",
        "accent4": "#7b3fa0",
        "accent5": "#b36b00",
        "muted": "#4f5b66",
    },
    fills={
        **_TEXTBOOK.fills,
        "light": "#eef2f6",
        "medium": "#d5dee7",
        "dark": "#9fb0bf",
        "water": "#d3e8f8",
        "accent_light": "#d9e8f8",
        "accent2_light": "#fae0de",
        "accent3_light": "#dff0df",
        "accent4_light": "#eddff5",
        "accent5_light": "#fbeccf",
        "wood": "#f0dfc2",
        "metal": "#d9e0e6",
        "glass": "#e2f2f7",
    },
    roles={"force": "accent2", "velocity": "accent", "acceleration": "accent3", "torque": "accent4", "momentum": "accent5", "field": "accent"},
)

_SLIDE = replace(
    _COLOR,
    name="slide",
    text=13.0,
    small=12.0,
    title=16.0,
    head=(8.4, 2.5),
    clear=1.4,
    frame=0.8,
    weights={"hair": 0.6, "thin": 1.0, "normal": 1.5, "bold": 2.1, "heavy": 3.0},
    dashes={"solid": (), "dashed": (6.0, 4.0), "dotted": (1.4, 3.2), "dashdot": (9.0, 3.4, 1.6, 3.4)},
)

_DARK = replace(
    _COLOR,
    name="dark",
    paper="#16181d",
    colors={
        "ink": "#f1f1ee",
        "muted": "#a9adb3",
        "faint": "#5b6068",
        "accent": "#7fb4ff",
        "accent2": "#ff8a76",
        "accent3": "#86d68d",
        "accent4": "#cfa0f0",
        "accent5": "#f2c25c",
        "ghost": "#666b73",
        "grid": "#3a3e46",
        "paper": "#16181d",
        "white": "#ffffff",
    },
    fills={
        "paper": "#16181d",
        "white": "#ffffff",
        "light": "#262a31",
        "medium": "#383d46",
        "dark": "#596069",
        "ink": "#f1f1ee",
        "water": "#1d3347",
        "accent_light": "#1f3350",
        "accent2_light": "#4a2723",
        "accent3_light": "#213d26",
        "accent4_light": "#382847",
        "accent5_light": "#443719",
        "wood": "#40362a",
        "metal": "#343a41",
        "glass": "#24323a",
    },
)

_EXAM = replace(
    _TEXTBOOK,
    name="exam",
    text=10.5,
    colors={
        **_TEXTBOOK.colors,
        "muted": "#333333",
        "faint": "#999999",
        "accent": "#000000",
        "accent2": "#000000",
        "accent3": "#000000",
        "accent4": "#000000",
        "accent5": "#000000",
    },
    fills={
        **_TEXTBOOK.fills,
        "light": "#f1f1f1",
        "medium": "#dddddd",
        "dark": "#b0b0b0",
        "water": "#ececec",
        "accent_light": "#ececec",
        "accent2_light": "#e2e2e2",
        "accent3_light": "#f3f3f3",
        "accent4_light": "#e7e7e7",
        "accent5_light": "#f0f0f0",
        "wood": "#ececec",
        "metal": "#e4e4e4",
        "glass": "#f3f3f3",
    },
)

_SCAN = replace(
    _EXAM,
    name="scan",
    text=10.0,
    colors={**{word: "#111111" for word in _EXAM.colors}, "faint": "#777777", "grid": "#9a9a9a", "ghost": "#8a8a8a", "paper": "#ffffff", "white": "#ffffff"},
    weights={"hair": 0.5, "thin": 0.8, "normal": 1.15, "bold": 1.5, "heavy": 2.2},
)

THEMES: dict[str, Theme] = {t.name: t for t in (_TEXTBOOK, _COLOR, _SLIDE, _DARK, _EXAM, _SCAN)}


def theme(name: object) -> Theme:
    """The theme of that name; `textbook` for any other."""
    return THEMES.get(str(name), _TEXTBOOK)


CSS = {
    "black": "#000000",
    "silver": "#c0c0c0",
    "gray": "#808080",
    "grey": "#808080",
    "white": "#ffffff",
    "maroon": "#800000",
    "red": "#d62222",
    "purple": "#800080",
    "fuchsia": "#c71585",
    "magenta": "#c71585",
    "green": "#1f7a1f",
    "lime": "#6cbf1f",
    "olive": "#808000",
    "yellow": "#f2c800",
    "navy": "#000080",
    "blue": "#1f4fc4",
    "teal": "#008080",
    "aqua": "#1fb5c4",
    "cyan": "#1fb5c4",
    "orange": "#e8820c",
    "orangered": "#dd4e14",
    "yellowgreen": "#7f9f1c",
    "pink": "#e58fa8",
    "brown": "#8b5a2b",
    "gold": "#c9a227",
    "violet": "#8a4fbf",
    "indigo": "#4b0082",
    "crimson": "#b81535",
    "coral": "#e8704f",
    "salmon": "#e8907d",
    "khaki": "#d9ce8c",
    "tan": "#d2b48c",
    "beige": "#f2efdf",
    "ivory": "#fbfaf0",
    "lavender": "#e2dff2",
    "skyblue": "#87b8dc",
    "steelblue": "#4682b4",
    "turquoise": "#3bbfb2",
    "lightgray": "#d3d3d3",
    "lightgrey": "#d3d3d3",
    "darkgray": "#707070",
    "darkgrey": "#707070",
    "lightblue": "#bcd9ea",
    "darkblue": "#123a7a",
    "lightgreen": "#b5dfb0",
    "darkgreen": "#14521c",
    "darkred": "#7d1414",
}
"""The author's colour words: the basic names of CSS, the harshest of them toned for print."""
