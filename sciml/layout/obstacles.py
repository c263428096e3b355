"""What labels keep off: strokes and boxes of one drawing, in a grid of square cells."""

from __future__ import annotations

from collections.abc import Sequence

from .geometry import XY, Rect, around, contains, holds_rect

__all__ = ["Obstacles", "Piece", "covers"]

CELL = 18.0
FAR = 1500
"""A piece through more cells than this lies in no cell and is looked at each time."""

FULL = 120
"""Pieces in a cell: no label goes there, and further ones are not kept. (The audit of the finished page looks at all.)"""

Piece = tuple[float, float, float, float, float, float, float, float, float, float, str]
"""left, top, right, bottom of the straight piece with its half width; x, y of its start, dx, dy; half width; z; whose it is."""


class Obstacles:
    """strokes: pieces by cell; backs: pieces of the background; solid: opaque areas (polygon, rectangle, z); dark: those that black text cannot be read on;
    bodies: opaque areas in front of the background, and whose they are; hatched: areas with a hatch; far: (background, piece) of very long pieces;
    boxes: texts that stay, and whose they are."""

    def __init__(self) -> None:
        self.strokes: dict[tuple[int, int], list[Piece]] = {}
        self.backs: dict[tuple[int, int], list[Piece]] = {}
        self.solid: list[tuple[Sequence[XY], Rect, float]] = []
        self.dark: list[tuple[Sequence[XY], Rect]] = []
        self.bodies: list[tuple[Sequence[XY], Rect, str]] = []
        self.hatched: list[tuple[Sequence[XY], Rect]] = []
        self.far: list[tuple[bool, Piece]] = []
        self.boxes: list[tuple[Rect, str]] = []

    def line(self, x1: float, y1: float, x2: float, y2: float, half: float, z: float, owner: str, back: bool = False) -> None:
        """A straight stroke of width 2 * half."""
        left, right = (x1, x2) if x1 < x2 else (x2, x1)
        top, bottom = (y1, y2) if y1 < y2 else (y2, y1)
        piece = (left - half, top - half, right + half, bottom + half, x1, y1, x2 - x1, y2 - y1, half, z, owner)
        cells = self.backs if back else self.strokes
        i0, i1, j0, j1 = int((left - half) // CELL), int((right + half) // CELL), int((top - half) // CELL), int((bottom + half) // CELL)
        if i0 == i1 and j0 == j1:
            cell = cells.get((i0, j0))
            if cell is None:
                cells[i0, j0] = [piece]
            elif len(cell) < FULL:
                cell.append(piece)
        elif i1 - i0 + j1 - j0 > FAR:
            self.far.append((back, piece))
        elif i1 - i0 > 1 and j1 - j0 > 1:
            self._slanted(cells, piece, i0, i1, j0, j1)
        else:
            for i in range(i0, i1 + 1):
                for j in range(j0, j1 + 1):
                    cell = cells.get((i, j))
                    if cell is None:
                        cells[i, j] = [piece]
                    elif len(cell) < FULL:
                        cell.append(piece)

    @staticmethod
    def _slanted(cells: dict[tuple[int, int], list[Piece]], piece: Piece, i0: int, i1: int, j0: int, j1: int) -> None:
        """A long slanted piece lies only in the cells that it passes."""
        x, y, dx, dy, half = piece[4:9]
        slope = dy / dx
        for i in range(i0, i1 + 1):
            ya, yb = y + slope * (i * CELL - x), y + slope * ((i + 1) * CELL - x)
            if ya > yb:
                ya, yb = yb, ya
            spread = half * (1 + abs(slope))
            for j in range(max(j0, int((ya - spread) // CELL)), min(j1, int((yb + spread) // CELL)) + 1):
                cell = cells.setdefault((i, j), [])
                if len(cell) < FULL:
                    cell.append(piece)

    def chain(self, points: Sequence[XY], half: float, z: float, owner: str, back: bool = False) -> None:
        """A bent stroke. Neighbouring pieces shorter than 1 pt become one."""
        x0, y0 = points[0]
        last = len(points) - 1
        for k in range(1, last + 1):
            x, y = points[k]
            if k < last and abs(x - x0) + abs(y - y0) < 1.0:
                continue
            self.line(x0, y0, x, y, half, z, owner, back)
            x0, y0 = x, y

    def area(self, polygon: Sequence[XY], z: float, dark: bool, owner: str = "") -> None:
        """An opaque area: it hides what was drawn before. owner: whose, if it is no background."""
        box = around(polygon)
        self.solid.append((polygon, box, z))
        if owner:
            self.bodies.append((polygon, box, owner))
        if dark:
            self.dark.append((polygon, box))

    def foreign(self, owner: str, at: XY, reach: float) -> list[tuple[Sequence[XY], Rect]]:
        """Filled bodies within reach of a place that are not the owner's and do not hold the place: a text on them would be read as theirs."""
        x, y = at
        return [
            (polygon, box)
            for polygon, box, whose in self.bodies
            if whose != owner and box[0] - reach < x < box[2] + reach and box[1] - reach < y < box[3] + reach and not contains(polygon, x, y)
        ]

    def on_dark(self, rect: Rect) -> bool:
        """Whether a text there stands on a dark area."""
        x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
        return any(box[0] < x < box[2] and box[1] < y < box[3] and contains(polygon, x, y) for polygon, box in self.dark)

    def hatch(self, polygon: Sequence[XY]) -> None:
        self.hatched.append((polygon, around(polygon)))

    def hit(self, rect: Rect, pad: float) -> bool:
        """Whether a stroke that can be seen comes nearer than `pad` to the rectangle."""
        left, top, right, bottom = rect[0] - pad, rect[1] - pad, rect[2] + pad, rect[3] + pad
        cells = self.strokes
        cx, cy, hw, hh = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
        for i in range(int(left // CELL), int(right // CELL) + 1):
            for j in range(int(top // CELL), int(bottom // CELL) + 1):
                cell = cells.get((i, j))
                if cell is None:
                    continue
                for piece in cell:
                    if piece[0] > right or piece[2] < left or piece[1] > bottom or piece[3] < top:
                        continue
                    dx, dy, half = piece[6], piece[7], piece[8]
                    ax, ay = (dx if dx > 0 else -dx), (dy if dy > 0 else -dy)
                    if abs(dx * (cy - piece[5]) - dy * (cx - piece[4])) > ax * (hh + half) + ay * (hw + half):
                        continue
                    if not self.solid or not self._hidden(piece[9], rect):
                        return True
        return bool(self.far) and bool(self.hits(rect, pad))

    def room(self, rect: Rect, least: float, much: float) -> int:
        """How near the strokes come that can be seen: 0 nearer than `least`, 1 nearer than `much`, 2 not so near. Both tests in one walk."""
        if self.far or least > much:
            return 0 if self.hit(rect, least) else 1 if self.hit(rect, much) else 2
        x0, y0, x1, y1 = rect
        left, top, right, bottom = x0 - much, y0 - much, x1 + much, y1 + much
        cx, cy, hw, hh = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
        nearer = much - least
        cells, solid = self.strokes, self.solid
        found = 2
        down = range(int(top // CELL), int(bottom // CELL) + 1)
        for i in range(int(left // CELL), int(right // CELL) + 1):
            for j in down:
                cell = cells.get((i, j))
                if cell is None:
                    continue
                for piece in cell:
                    if piece[0] > right or piece[2] < left or piece[1] > bottom or piece[3] < top:
                        continue
                    dx, dy, half = piece[6], piece[7], piece[8]
                    ax, ay = (dx if dx > 0 else -dx), (dy if dy > 0 else -dy)
                    off = abs(dx * (cy - piece[5]) - dy * (cx - piece[4])) - ax * (hh + half) - ay * (hw + half)
                    if off > 0 or (solid and self._hidden(piece[9], rect)):
                        continue
                    found = 1
                    if off <= -nearer * (ax + ay) and not (piece[0] > x1 + least or piece[2] < x0 - least or piece[1] > y1 + least or piece[3] < y0 - least):
                        return 0
        return found

    def hits(self, rect: Rect, pad: float, back: bool = False) -> list[Piece]:
        """All pieces that come nearer than `pad`, each once."""
        left, top, right, bottom = rect[0] - pad, rect[1] - pad, rect[2] + pad, rect[3] + pad
        cells = self.backs if back else self.strokes
        cx, cy, hw, hh = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
        found: dict[int, Piece] = {}
        for behind, piece in self.far:
            dx, dy, half = piece[6], piece[7], piece[8]
            if behind == back and abs(dx * (cy - piece[5]) - dy * (cx - piece[4])) <= abs(dx) * (hh + half) + abs(dy) * (hw + half):
                found[id(piece)] = piece
        down = range(int(top // CELL), int(bottom // CELL) + 1)
        for i in range(int(left // CELL), int(right // CELL) + 1):
            for j in down:
                cell = cells.get((i, j))
                if cell is None:
                    continue
                for piece in cell:
                    if piece[0] > right or piece[2] < left or piece[1] > bottom or piece[3] < top:
                        continue
                    dx, dy, half = piece[6], piece[7], piece[8]
                    ax, ay = (dx if dx > 0 else -dx), (dy if dy > 0 else -dy)
                    if abs(dx * (cy - piece[5]) - dy * (cx - piece[4])) <= ax * (hh + half) + ay * (hw + half):
                        if id(piece) in found or (self.solid and self._hidden(piece[9], rect)):
                            continue
                        found[id(piece)] = piece
        return list(found.values())

    def _hidden(self, z: float, rect: Rect) -> bool:
        """Whether an opaque area drawn after `z` lies under the whole rectangle."""
        for polygon, box, above in self.solid:
            if above > z and box[0] <= rect[0] and box[1] <= rect[1] and box[2] >= rect[2] and box[3] >= rect[3] and holds_rect(polygon, rect):
                return True
        return False

    def boxed(self, rect: Rect, pad: float) -> str | None:
        """Whose text comes nearer than `pad` to the rectangle."""
        left, top, right, bottom = rect[0] - pad, rect[1] - pad, rect[2] + pad, rect[3] + pad
        for box, owner in self.boxes:
            if box[0] < right and box[2] > left and box[1] < bottom and box[3] > top:
                return owner
        return None

    def across(self) -> tuple[float, float]:
        """From where to where the strokes reach, to a cell."""
        columns = [i for i, _ in self.strokes]
        return (min(columns) * CELL, (max(columns) + 1) * CELL) if columns else (0.0, 0.0)

    def crossings(self, x1: float, y1: float, x2: float, y2: float) -> int:
        """How many strokes a straight line crosses; touching at its ends counts half as nothing."""
        left, right = min(x1, x2), max(x1, x2)
        top, bottom = min(y1, y2), max(y1, y2)
        dx, dy = x2 - x1, y2 - y1
        seen: set[int] = set()
        count = 0
        for i in range(int(left // CELL), int(right // CELL) + 1):
            for j in range(int(top // CELL), int(bottom // CELL) + 1):
                for p in self.strokes.get((i, j), ()):
                    if id(p) in seen or p[0] > right or p[2] < left or p[1] > bottom or p[3] < top:
                        continue
                    seen.add(id(p))
                    cross = dx * p[7] - dy * p[6]
                    if abs(cross) < 1e-9:
                        continue
                    s = ((p[4] - x1) * p[7] - (p[5] - y1) * p[6]) / cross
                    u = ((p[4] - x1) * dy - (p[5] - y1) * dx) / cross
                    if -1e-6 <= s <= 1 + 1e-6 and -1e-6 <= u <= 1 + 1e-6:
                        count += 1
        return count

    def behind(self, rect: Rect, pad: float) -> bool:
        """Whether background (grid, hatch, field lines) lies behind the rectangle, so that a text there needs a clear patch."""
        if self.backs and self.hits(rect, pad, back=True):
            return True
        left, top, right, bottom = rect
        for polygon, box in self.hatched:
            if box[0] >= right or box[2] <= left or box[1] >= bottom or box[3] <= top:
                continue
            corners = ((left, top), (right, top), (left, bottom), (right, bottom), ((left + right) / 2, (top + bottom) / 2))
            if any(contains(polygon, x, y) for x, y in corners):
                return True
        return False


def covers(bodies: Sequence[tuple[Sequence[XY], Rect]], rect: Rect) -> bool:
    """Whether one of these areas lies under a part of the rectangle."""
    left, top, right, bottom = rect
    for polygon, box in bodies:
        if box[0] < right and box[2] > left and box[1] < bottom and box[3] > top:
            x, y = (left + right) / 2, (top + bottom) / 2
            if any(contains(polygon, px, py) for px, py in ((x, y), (left, top), (right, top), (left, bottom), (right, bottom), (x, top), (x, bottom))):
                return True
    return False
