"""Water: its surface from the side, or a river with its two banks from above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import LENGTH, Gauge, Look, Maker, Num, Point, Spot, Straight, Strokes, anchor, path_shape, quantity, styled
from .mechanics_supports import Ground

__all__ = ["Water"]


class Water(Ground):
    """A level surface of water, with ripples below: what boats float on. With `figure(view=top)` a river between two banks, which flows to the right.

    ```figure
    river = water()
    vehicle(boat, on=river)
    ```
    """

    aliases: ClassVar[tuple[str, ...]] = ("river", "sea", "lake")
    margin = 12.0

    usual: ClassVar[dict[str, float]] = {"depth": 7.0, "width": 42.0}

    depth: Any = quantity(LENGTH, help="how deep it is drawn")
    width: Any = quantity(LENGTH, positive=True, help="of a river seen from above, from bank to bank")

    @property
    def from_above(self) -> bool:
        return getattr(self.frame, "view", "side") == "top"

    @property
    def fluid(self) -> bool:
        """What is inside it is below its surface."""
        return not self.from_above

    @property
    def boundless(self) -> bool:  # type: ignore[override]
        return not self.from_above

    def setup(self, make: Maker) -> None:
        super().setup(make)
        self.wide: Num = self.width.n if self.width is not None else 0
        if self.from_above:
            if self.width is None:
                self.wide = make.free("width", 42 * self.mm, low=10 * self.mm, scale=10 * self.mm, soft=0.2)
            self.size = (self.size[0], self.wide)

    @anchor
    def far_bank(self) -> Straight:
        """Seen from above, its other bank, upward from the one that carries things."""
        w = self.extent
        return Straight(self.to(-w / 2, self.wide), self.to(w / 2, self.wide), name=f"{self.name or 'river'}.far_bank", owner=self)

    def stream(self) -> tuple[Point, ...]:
        """Over floats, seen from above: places for the arrow of a current, the best first."""
        if not self.from_above:
            return ()
        a, b = self.edge()
        up = self.surface.direction.left() * self.wide
        return tuple(a.toward(b, t) + up * h for h in (0.5, 0.75, 0.25) for t in (0.22, 0.78, 0.5))

    def drawn_ends(self) -> tuple[float, float]:
        low, high = super().drawn_ends()
        more = (0.8 * self.nominal * float(self.mm) - (high - low)) / 2 if self.from_above and self.stated is None else 0.0
        return (low - more, high + more) if more > 0 else (low, high)

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot == "width":
            a, _ = self.edge()
            up = self.surface.direction.left() * self.wide
            before = a + self.surface.direction * (-7.0 * float(self.mm))  # the water is for the arrows of currents
            return Gauge(before, before + up, ())
        found: Spot | Gauge | None = super().spot(slot)
        return found

    def draw(self) -> Iterator[Any]:
        a, b = self.edge()
        out = self.surface.direction.left()
        deep = out * (self.wide if self.from_above else -(self.depth.n if self.depth is not None else self._reach()))
        yield path_shape((a, b, b + deep, a + deep), Look(color="none", fill="water", layer="background"), closed=True, obstacle=False)
        yield path_shape((a, b), styled(self))
        if self.from_above:
            yield path_shape((a + deep, b + deep), styled(self))
            yield Strokes((a, b))
            yield Strokes((b + deep, a + deep))
        else:
            yield Strokes((a, b), kind="ripples")

    def concerns(self, e: Any) -> tuple[Point, ...]:
        return tuple(e.outline) if self._holds(e) else super().concerns(e)

    def _holds(self, e: Any) -> bool:
        """Does the author put it into the water?"""
        mine = ((word, getattr(x, "id", "")) for word, x in getattr(e, "orders", ()))
        return bool(getattr(e, "outline", ())) and any(word in ("inside", "below") and key == self.id for word, key in mine)

    def _reach(self) -> float:
        """How deep it is drawn: below all that is in it."""
        out, mm = self.surface.direction.left(), float(self.mm)
        depths = [float((self.origin - p).dot(out)) for e in self.frame.elements if self._holds(e) for p in e.outline]
        return max([7 * mm, *(d + 10 * mm for d in depths)])

    @property
    def outline(self) -> tuple[Point, ...]:
        if not self.from_above:
            return super().outline
        w = self.extent
        return self.to(-w / 2, 0), self.to(w / 2, 0), self.to(w / 2, self.wide), self.to(-w / 2, self.wide)
