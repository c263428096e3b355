"""The renderer's test kit: other people's rasterisers, and how far two pictures are apart.

resvg (the wheel `resvg-py`) draws the SVG, poppler's Splash (`pdftoppm`) the PDF; neither shares code with cairo. Needs numpy and Pillow.
"""

from __future__ import annotations

import io
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

__all__ = ["Distance", "distance", "from_pdf", "from_png", "from_svg"]

RESVG_FINER, SPLASH_FINER = 4, 8
"""resvg has a short cut for lines thinner than a pixel, and Splash makes level and upright lines whole pixels wide:
they work at so many times the resolution. So must ours, because soft edges that lie on each other add up."""


@dataclass(frozen=True)
class Distance:
    """Of two pictures, 0 to 255. most: of two neighbourhoods of 3 by 3 pixels, averaged, so that anti-aliasing cancels out; mean: over all of these."""

    most: float
    mean: float

    @property
    def same(self) -> bool:
        """No more apart than good rasterisers are on one drawing; half a point of displacement or a lost hair line is several times as much."""
        return self.most < 24 and self.mean < 0.8


def from_png(data: bytes, times: int = 1) -> Picture:
    """Rows of pixels of red, green, blue, 0 to 255, every `times` by `times` made one; what is transparent shows white."""
    import numpy
    from PIL import Image

    picture = Image.open(io.BytesIO(data)).convert("RGBA")
    page = Image.new("RGBA", picture.size, "white")
    page.alpha_composite(picture)
    fine = numpy.asarray(page.convert("RGB"))
    if times == 1:
        return fine
    height, width = (-(-size // times) for size in fine.shape[:2])
    whole = numpy.pad(fine, ((0, height * times - fine.shape[0]), (0, width * times - fine.shape[1]), (0, 0)), mode="edge")
    coarse: Picture = whole.reshape(height, times, width, times, 3).mean(axis=(1, 3), dtype=float)
    return coarse


def from_svg(data: bytes, dpi: float) -> Picture:
    """The drawing, by resvg."""
    import resvg_py

    answer: Any = resvg_py.svg_to_bytes(svg_string=data.decode("utf-8"), dpi=RESVG_FINER * dpi, skip_system_fonts=True)
    return from_png(bytes(answer), RESVG_FINER)


def from_pdf(data: bytes, dpi: float, page: int = 1) -> Picture:
    """One page, by poppler. Raises FileNotFoundError where poppler is not installed."""
    command = ["pdftoppm", "-singlefile", "-r", str(SPLASH_FINER * dpi), "-f", str(page), "-l", str(page), "-"]
    return from_png(subprocess.run(command, input=data, capture_output=True, check=True).stdout, SPLASH_FINER)


def distance(one: Picture, other: Picture) -> Distance:
    """How far two pictures of about the same size are apart; a row or column that only one has is left out. Raises ValueError for other sizes."""
    if max(abs(a - b) for a, b in zip(one.shape, other.shape, strict=True)) > 1:
        raise ValueError(f"pictures of {one.shape[1::-1]} and {other.shape[1::-1]} pixels cannot be compared")
    height, width = min(one.shape[0], other.shape[0]), min(one.shape[1], other.shape[1])
    apart = abs(_blurred(one[:height, :width].astype(float) - other[:height, :width]))
    return Distance(float(apart.max()), float(apart.mean()))


def _blurred(picture: Picture) -> Picture:
    """Means of 3 by 3."""
    import numpy

    wide = numpy.pad(picture, ((1, 1), (1, 1), (0, 0)), mode="edge")
    rows = wide[:-2] + wide[1:-1] + wide[2:]
    means: Picture = (rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / 9
    return means
