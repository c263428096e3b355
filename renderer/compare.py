"""The renderer's test kit: other people's rasterisers, and how far two pictures are apart.

resvg (the wheel `resvg-py`) draws the SVG, poppler's Splash (`pdftoppm`) the PDF; neither shares code with cairo. Needs numpy and Pillow.
"""

from __future__ import annotations

import io
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Picture = NDArray[float64]

__all__ = ["Distance", "distance", "from_pdf", "from_png", "from_svg"]


@dataclass(frozen=True)
class Distance:
    """Of two pictures, 0 to 255. most: of two neighbourhoods of 3 by 3 pixels, averaged, so that anti-aliasing cancels out; mean: over all of these."""

    most: float
    mean: float

    @property
    def same(self) -> bool:
        """No more apart than two good rasterisers are on the same drawing; a missing stroke of 0.8 pt, or one moved by a point, is ten times as far."""
        return self.most < 32 and self.mean < 0.5


def from_png(data: bytes) -> Picture:
    """Rows of pixels of red, green, blue, 0 to 255; what is transparent shows white."""
    import numpy
    from PIL import Image

    picture = Image.open(io.BytesIO(data)).convert("RGBA")
    page = Image.new("RGBA", picture.size, "white")
    page.alpha_composite(picture)
    return numpy.asarray(page.convert("RGB"), dtype=float)


def from_svg(data: bytes, dpi: float) -> Picture:
    """The drawing, by resvg."""
    import resvg_py

    answer: Any = resvg_py.svg_to_bytes(svg_string=data.decode("utf-8"), dpi=dpi, skip_system_fonts=True)
    return from_png(bytes(answer))


def from_pdf(data: bytes, dpi: float, page: int = 1) -> Picture:
    """One page, by poppler. Raises FileNotFoundError where poppler is not installed."""
    command = ["pdftoppm", "-png", "-singlefile", "-r", str(dpi), "-f", str(page), "-l", str(page), "-"]
    return from_png(subprocess.run(command, input=data, capture_output=True, check=True).stdout)


def distance(one: Picture, other: Picture) -> Distance:
    """How far two pictures of about the same size are apart; a row or column that only one has is left out. Raises ValueError for other sizes."""
    if max(abs(a - b) for a, b in zip(one.shape, other.shape, strict=True)) > 1:
        raise ValueError(f"pictures of {one.shape[1::-1]} and {other.shape[1::-1]} pixels cannot be compared")
    height, width = min(one.shape[0], other.shape[0]), min(one.shape[1], other.shape[1])
    apart = abs(_blurred(one[:height, :width] - other[:height, :width]))
    return Distance(float(apart.max()), float(apart.mean()))


def _blurred(picture: Picture) -> Picture:
    """Means of 3 by 3."""
    import numpy

    wide = numpy.pad(picture, ((1, 1), (1, 1), (0, 0)), mode="edge")
    rows = wide[:-2] + wide[1:-1] + wide[2:]
    means: Picture = (rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / 9
    return means
