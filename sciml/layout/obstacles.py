"""What labels keep off: strokes and boxes of one drawing, in a grid of square cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from math import floor
from typing import Any

from .geometry import XY, Rect, around, contains, flattened, holds_rect

__all__ = ["Obstacles", "Piece", "covers", "is_dark", "meets"]

CELL = 36.0
FAR = 750
"""A piece through more cells than this lies in no cell and is looked at each time."""

FULL = 240
"""Pieces in a cell: no label goes there, and further ones are not kept. (The audit of the finished page looks at all.)"""

Piece = tuple[Any, ...]
"""left, top, right, bottom of the straight piece with its half width; x, y of its start, dx, dy; half width; z; whose it is.
Pieces are told apart by `id`, which a tuple of fixed types does not keep in a native build."""

Cells = dict[int, dict[int, list[Piece]]]
"""Pieces by column and row of the grid."""

Chains = list[list[XY]]
Stroked = tuple[str, Sequence[Any], float, float, str, bool, Chains]
"""A path, or with no ops a chain of points, that no one has asked about yet; half width, z, owner, background?, its chains once it is flattened."""
Filled = tuple[str, Sequence[float], float, str, str, bool, Chains]
"""An area that no one has asked about yet: a path, z, owner if it is no background, its colour if it is opaque, hatched?, its chains as above."""


class Obstacles:
    """strokes: pieces by cell; backs: pieces of the background; solid: opaque areas (polygon, rectangle, z, colour); dark: those that black text cannot be
    read on; bodies: opaque areas in front of the background, and whose they are; hatched: areas with a hatch; far: (background, piece) of very long pieces;
    boxes: texts that stay, and whose they are. What was drawn waits until someone asks what is where: in many drawings nobody does."""

    def __init__(self) -> None:
        self.strokes: Cells = {}
        self.backs: Cells = {}
        self.solid: list[tuple[Sequence[XY], Rect, float, str]] = []
        self.dark: list[tuple[Sequence[XY], Rect]] = []
        self.bodies: list[tuple[Sequence[XY], Rect, str]] = []
        self.hatched: list[tuple[Sequence[XY], Rect]] = []
        self.far: list[tuple[bool, Piece]] = []
        self.boxes: list[tuple[Rect, str]] = []
        self.waiting: list[Stroked] = []
        self.unfilled: list[Filled] = []
        self.nearby: Piece | None = None
        """what left little air when `room` was asked last; a dot rather than a line"""
        self.walls: list[Piece] = []
        """what stood in the way when `room` was asked lately, and will stand in the way of the next place too"""
        self.grounded = self.shaded = False
        """whether there is background or hatch; a dark area"""

    def line(self, x1: float, y1: float, x2: float, y2: float, half: float, z: float, owner: str) -> None:
        """A straight stroke of width 2 * half."""
        self.waiting.append(("", ((x1, y1), (x2, y2)), half, z, owner, False, []))

    def chain(self, points: Sequence[XY], half: float, z: float, owner: str) -> None:
        """A bent stroke. Neighbouring pieces shorter than 1 pt become one."""
        self.waiting.append(("", points, half, z, owner, False, []))

    def path(self, ops: str, flat: Sequence[float], half: float, z: float, owner: str, back: bool, area: str = "", hatch: bool = False) -> None:
        """A path of a scene. area: the colour that fills it, if it is opaque: it hides what was drawn before."""
        chains: Chains = []
        edged = not (back and half == 0 and area) or hatch or is_dark(area)  # where a pale area ends no line is seen: a text may stand across
        if edged:
            self.waiting.append((ops, flat, half, z, owner, back, chains))
        if area or hatch:
            self.unfilled.append((ops, flat, z, "" if back else owner, area, hatch, chains))
        if (back and edged) or hatch:
            self.grounded = True
        if area and is_dark(area):
            self.shaded = True

    def settle(self) -> None:
        """What waits is laid out."""
        if self.unfilled:
            self.fill()
        waiting, self.waiting = self.waiting, []
        for ops, points, half, z, owner, back, chains in waiting:
            if not ops:
                self._lay(points, half, z, owner, self.strokes)
                continue
            for chain in chains or flattened(ops, points):
                self._lay(chain, half, z, owner, self.backs if back else self.strokes)

    def fill(self) -> None:
        """The areas of what waits."""
        waiting, self.unfilled = self.unfilled, []
        for ops, flat, z, owner, area, hatch, chains in waiting:
            chains.extend(flattened(ops, flat))
            for chain in chains:
                if len(chain) < 3:
                    continue
                box = around(chain)
                if area:
                    self.solid.append((chain, box, z, area))
                    if owner:
                        self.bodies.append((chain, box, owner))
                    if is_dark(area):
                        self.dark.append((chain, box))
                if hatch:
                    self.hatched.append((chain, box))

    def _lay(self, points: Sequence[XY], half: float, z: float, owner: str, cells: Cells) -> None:
        """A chain into the grid. What follows in the cell of the piece before it, as most of a curve does, need not look for it."""
        x0, y0 = points[0]
        last = len(points) - 1
        cell: list[Piece] | None = None
        west = north = 1e300
        east = south = -1e300
        for k in range(1, last + 1):
            x, y = points[k]
            dx, dy = x - x0, y - y0
            if k < last and -1.0 < dx < 1.0 and abs(dx) + abs(dy) < 1.0:
                continue
            if dx > 0:
                left, right = x0 - half, x + half
            else:
                left, right = x - half, x0 + half
            if dy > 0:
                top, bottom = y0 - half, y + half
            else:
                top, bottom = y - half, y0 + half
            piece = (left, top, right, bottom, x0, y0, dx, dy, half, z, owner)
            x0, y0 = x, y
            if not (west <= left and right < east and north <= top and bottom < south):
                i, j = floor(left / CELL), floor(top / CELL)
                west, north = i * CELL, j * CELL
                east, south = west + CELL, north + CELL
                if right >= east or bottom >= south:
                    self._spread(cells, piece, i, floor(right / CELL), j, floor(bottom / CELL))
                    east = west
                    continue
                column = cells.get(i)
                if column is None:
                    column = cells[i] = {}
                cell = column.get(j)
                if cell is None:
                    cell = column[j] = []
            assert cell is not None
            if len(cell) < FULL:
                cell.append(piece)

    def _spread(self, cells: Cells, piece: Piece, i0: int, i1: int, j0: int, j1: int) -> None:
        """A piece that lies in several cells; a slanted one only in those that it passes."""
        if i1 - i0 + j1 - j0 > FAR:
            self.far.append((cells is self.backs, piece))
            return
        slanted = i1 - i0 > 1 and j1 - j0 > 1
        first, last = j0, j1
        if slanted:
            x, y, dx, dy, half = piece[4:9]
            slope = dy / dx
            spread = half * (1 + abs(slope))
        for i in range(i0, i1 + 1):
            column = cells.get(i)
            if column is None:
                column = cells[i] = {}
            if slanted:
                ya, yb = y + slope * (i * CELL - x), y + slope * ((i + 1) * CELL - x)
                if ya > yb:
                    ya, yb = yb, ya
                first, last = max(j0, floor((ya - spread) / CELL)), min(j1, floor((yb + spread) / CELL))
            for j in range(first, last + 1):
                cell = column.get(j)
                if cell is None:
                    column[j] = [piece]
                elif len(cell) < FULL:
                    cell.append(piece)

    def foreign(self, owner: str, at: XY, reach: float) -> list[tuple[Sequence[XY], Rect]]:
        """Filled bodies within reach of a place that are not the owner's and do not hold the place: a text on them would be read as theirs."""
        if self.unfilled:
            self.fill()
        x, y = at
        return [
            (polygon, box)
            for polygon, box, whose in self.bodies
            if whose != owner and box[0] - reach < x < box[2] + reach and box[1] - reach < y < box[3] + reach and not contains(polygon, x, y)
        ]

    def pierced(self, a: XY, b: XY) -> bool:
        """Whether a line from a to b has an end in a filled body that it leaves."""
        if self.unfilled:
            self.fill()
        middle = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        for polygon, box, _ in self.bodies:
            for x, y in (a, b):
                if box[0] < x < box[2] and box[1] < y < box[3] and contains(polygon, x, y) and not contains(polygon, *middle):
                    return True
        return False

    def entered(self, a: XY, b: XY, own: Sequence[XY]) -> int:
        """How many filled bodies a straight line runs through, other than those that reach to one of the places `own`."""
        if self.unfilled:
            self.fill()
        (x0, y0), (x1, y1) = a, b
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        steps = max(4, int(max(right - left, bottom - top) / 5))
        count = 0
        for polygon, box, _ in self.bodies:
            if box[0] >= right or box[2] <= left or box[1] >= bottom or box[3] <= top:
                continue
            if any([box[0] - 1 < x < box[2] + 1 and box[1] - 1 < y < box[3] + 1 for x, y in own]):
                continue
            inside = [contains(polygon, x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps) for k in range(1, steps)]
            count += sum(inside) > 1
        return count

    def on_dark(self, rect: Rect) -> bool:
        """Whether a text there stands on a dark area."""
        if not self.shaded:
            return False
        if self.unfilled:
            self.fill()
        x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
        return any(box[0] < x < box[2] and box[1] < y < box[3] and contains(polygon, x, y) for polygon, box in self.dark)

    def under(self, rect: Rect) -> str | None:
        """The colour of the uppermost opaque area that holds a rectangle."""
        if self.unfilled:
            self.fill()
        over = [(z, color) for polygon, _, z, color in self.solid if holds_rect(polygon, rect)]
        return max(over)[1] if over else None

    def hit(self, rect: Rect, pad: float) -> bool:
        """Whether a stroke that can be seen comes nearer than `pad` to the rectangle."""
        if self.waiting:
            self.settle()
        left, top, right, bottom = rect[0] - pad, rect[1] - pad, rect[2] + pad, rect[3] + pad
        cells = self.strokes
        cx, cy, hw, hh = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
        down = range(floor(top / CELL), floor(bottom / CELL) + 1)
        for i in range(floor(left / CELL), floor(right / CELL) + 1):
            column = cells.get(i)
            if column is None:
                continue
            for j in down:
                cell = column.get(j)
                if cell is None:
                    continue
                for piece in cell:
                    if piece[0] > right or piece[2] < left or piece[1] > bottom or piece[3] < top:
                        continue
                    dx, dy, half = piece[6], piece[7], piece[8]
                    ax, ay = (dx if dx > 0 else -dx), (dy if dy > 0 else -dy)
                    if abs(dx * (cy - piece[5]) - dy * (cx - piece[4])) > ax * (hh + half) + ay * (hw + half):
                        continue
                    if not self.solid or not self.hidden(piece[9], rect):
                        return True
        return bool(self.far) and bool(self.hits(rect, pad))

    def room(self, rect: Rect, least: float, much: float) -> int:
        """How near the strokes come that can be seen: 0 nearer than `least`, 1 nearer than `much`, 2 not so near. Both tests in one walk."""
        if self.waiting:
            self.settle()
        if self.far or least > much:
            return 0 if self.hit(rect, least) else 1 if self.hit(rect, much) else 2
        x0, y0, x1, y1 = rect
        left, top, right, bottom = x0 - much, y0 - much, x1 + much, y1 + much
        cx, cy, hw, hh = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
        nearer = much - least
        cells, solid = self.strokes, self.solid
        for piece in self.walls:
            if piece[0] > x1 + least or piece[2] < x0 - least or piece[1] > y1 + least or piece[3] < y0 - least:
                continue
            dx, dy, half = piece[6], piece[7], piece[8]
            ax, ay = (dx if dx > 0 else -dx), (dy if dy > 0 else -dy)
            off = abs(dx * (cy - piece[5]) - dy * (cx - piece[4])) - ax * (hh + half) - ay * (hw + half)
            if off <= -nearer * (ax + ay) and not (solid and self.hidden(piece[9], rect)):
                return 0
        found = 2
        down = range(floor(top / CELL), floor(bottom / CELL) + 1)
        for i in range(floor(left / CELL), floor(right / CELL) + 1):
            column = cells.get(i)
            if column is None:
                continue
            for j in down:
                cell = column.get(j)
                if cell is None:
                    continue
                for piece in cell:
                    if piece[0] > right or piece[2] < left or piece[1] > bottom or piece[3] < top:
                        continue
                    dx, dy, half = piece[6], piece[7], piece[8]
                    ax, ay = (dx if dx > 0 else -dx), (dy if dy > 0 else -dy)
                    off = abs(dx * (cy - piece[5]) - dy * (cx - piece[4])) - ax * (hh + half) - ay * (hw + half)
                    if off > 0 or (solid and self.hidden(piece[9], rect)):
                        continue
                    if found == 2 or (dx == 0.0 and dy == 0.0):
                        self.nearby = piece
                    found = 1
                    if off <= -nearer * (ax + ay) and not (piece[0] > x1 + least or piece[2] < x0 - least or piece[1] > y1 + least or piece[3] < y0 - least):
                        self.walls = [piece, *self.walls[:2]]
                        return 0
        return found

    def hits(self, rect: Rect, pad: float, back: bool = False, most: int = 1 << 30) -> list[Piece]:
        """All pieces that come nearer than `pad`, each once, or `most` of them."""
        return list(islice(self.near(rect, pad, back), most))

    def near(self, rect: Rect, pad: float, back: bool = False) -> Iterator[Piece]:
        """The pieces that come nearer than `pad`, each once, found as far as asked for."""
        if self.waiting:
            self.settle()
        left, top, right, bottom = rect[0] - pad, rect[1] - pad, rect[2] + pad, rect[3] + pad
        cells = self.backs if back else self.strokes
        cx, cy, hw, hh = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
        found: set[int] = set()
        for behind, piece in self.far:
            dx, dy, half = piece[6], piece[7], piece[8]
            if behind == back and abs(dx * (cy - piece[5]) - dy * (cx - piece[4])) <= abs(dx) * (hh + half) + abs(dy) * (hw + half):
                found.add(id(piece))
                yield piece
        down = range(floor(top / CELL), floor(bottom / CELL) + 1)
        for i in range(floor(left / CELL), floor(right / CELL) + 1):
            column = cells.get(i)
            if column is None:
                continue
            for j in down:
                cell = column.get(j)
                if cell is None:
                    continue
                for piece in cell:
                    if piece[0] > right or piece[2] < left or piece[1] > bottom or piece[3] < top:
                        continue
                    dx, dy, half = piece[6], piece[7], piece[8]
                    ax, ay = (dx if dx > 0 else -dx), (dy if dy > 0 else -dy)
                    if abs(dx * (cy - piece[5]) - dy * (cx - piece[4])) <= ax * (hh + half) + ay * (hw + half):
                        if id(piece) in found or (self.solid and self.hidden(piece[9], rect)):
                            continue
                        found.add(id(piece))
                        yield piece

    def dotted(self, x: float, y: float, reach: float) -> bool:
        """Whether a dot that can be seen comes nearer than `reach` to a place."""
        if self.waiting:
            self.settle()
        left, top, right, bottom = x - reach, y - reach, x + reach, y + reach
        down = range(floor(top / CELL), floor(bottom / CELL) + 1)
        for i in range(floor(left / CELL), floor(right / CELL) + 1):
            column = self.strokes.get(i)
            if column is None:
                continue
            for j in down:
                for piece in column.get(j, ()):
                    if (
                        not piece[6]
                        and not piece[7]
                        and piece[0] <= right
                        and piece[2] >= left
                        and piece[1] <= bottom
                        and piece[3] >= top
                        and not (self.solid and self.hidden(piece[9], (x, y, x, y)))
                    ):
                        return True
        return False

    def hidden(self, z: float, rect: Rect) -> bool:
        """Whether an opaque area drawn after `z` lies under the whole rectangle."""
        for polygon, box, above, _ in self.solid:
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

    def lettered(self, x0: float, y0: float, x1: float, y1: float) -> int:
        """How many texts a straight line runs through."""
        if not self.boxes:
            return 0
        dx, dy = x1 - x0, y1 - y0
        west, east, north, south = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        return sum(
            box[0] < east + 1.5
            and box[2] > west - 1.5
            and box[1] < south + 1.5
            and box[3] > north - 1.5
            and abs(dx * ((box[1] + box[3]) / 2 - y0) - dy * ((box[0] + box[2]) / 2 - x0))
            <= abs(dx) * ((box[3] - box[1]) / 2 + 1.5) + abs(dy) * ((box[2] - box[0]) / 2 + 1.5)
            for box, _ in self.boxes
        )

    def across(self) -> tuple[float, float]:
        """From where to where the strokes reach, in steps of 18 pt."""
        if self.waiting:
            self.settle()
        if not self.strokes:
            return 0.0, 0.0
        left = min([piece[0] for cell in self.strokes[min(self.strokes)].values() for piece in cell])
        right = max([piece[2] for cell in self.strokes[max(self.strokes)].values() for piece in cell])
        return left // 18.0 * 18.0, (right // 18.0 + 1) * 18.0

    def crossings(self, x1: float, y1: float, x2: float, y2: float) -> int:
        """How many strokes a straight line crosses; touching at its ends counts half as nothing."""
        if self.waiting:
            self.settle()
        left, right = (x1, x2) if x1 < x2 else (x2, x1)
        top, bottom = (y1, y2) if y1 < y2 else (y2, y1)
        dx, dy = x2 - x1, y2 - y1
        cells = self.strokes
        seen: set[int] = set()
        count = 0
        down = range(floor(top / CELL), floor(bottom / CELL) + 1)
        for i in range(floor(left / CELL), floor(right / CELL) + 1):
            column = cells.get(i)
            if column is None:
                continue
            for j in down:
                cell = column.get(j)
                if cell is None:
                    continue
                for p in cell:
                    if p[0] > right or p[2] < left or p[1] > bottom or p[3] < top:
                        continue
                    cross = dx * p[7] - dy * p[6]
                    if abs(cross) < 1e-9 or id(p) in seen:
                        continue
                    seen.add(id(p))
                    s = ((p[4] - x1) * p[7] - (p[5] - y1) * p[6]) / cross
                    u = ((p[4] - x1) * dy - (p[5] - y1) * dx) / cross
                    if -1e-6 <= s <= 1 + 1e-6 and -1e-6 <= u <= 1 + 1e-6:
                        count += 1
        return count

    def behind(self, rect: Rect, pad: float) -> bool:
        """Whether background (grid, hatch, field lines) lies behind the rectangle, so that a text there needs a clear patch."""
        if not self.grounded:
            return False
        if self.waiting:
            self.settle()
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


def meets(piece: Piece, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a piece comes into a rectangle."""
    if piece[0] > right or piece[2] < left or piece[1] > bottom or piece[3] < top:
        return False
    dx, dy, half = piece[6], piece[7], piece[8]
    cx, cy, hw, hh = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
    apart: float = abs(dx * (cy - piece[5]) - dy * (cx - piece[4])) - abs(dx) * (hh + half) - abs(dy) * (hw + half)
    return apart <= 0


def covers(bodies: Sequence[tuple[Sequence[XY], Rect]], rect: Rect) -> bool:
    """Whether one of these areas lies under a part of the rectangle."""
    left, top, right, bottom = rect
    for polygon, box in bodies:
        if box[0] < right and box[2] > left and box[1] < bottom and box[3] > top:
            x, y = (left + right) / 2, (top + bottom) / 2
            if any(contains(polygon, px, py) for px, py in ((x, y), (left, top), (right, top), (left, bottom), (right, bottom), (x, top), (x, bottom))):
                return True
    return False


@lru_cache(1024)
def is_dark(color: str) -> bool:
    """Whether black text on this colour could hardly be read."""
    red, green, blue = (int(color[k : k + 2], 16) for k in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue < 110
