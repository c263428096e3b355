"""Cuts the fonts of scripts that need shaping to what labels need: `fonts/noto-*.ttf`, from Debian's fonts-noto-core."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path as File
from typing import Final

from .shaping import SCRIPTS

__all__ = ["FILES", "INSTALLED", "cut"]

INSTALLED: Final = File("/usr/share/fonts/truetype/noto")
"""Where Debian puts them."""

FILES: Final = {script: f"NotoSerif{script.capitalize()}-Regular.ttf" for script in SCRIPTS} | {"arabic": "NotoNaskhArabic-Regular.ttf"}


def cut(script: str, folder: File) -> bytes:
    """The font of a script without hints and with its own characters only."""
    from fontTools import subset  # type: ignore[import-untyped,unused-ignore]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped,unused-ignore]

    font = TTFont(folder / FILES[script], recalcTimestamp=False)
    options = subset.Options(hinting=False, layout_features=["*"], glyph_names=False, legacy_kern=False, recalc_timestamp=False, name_IDs=[0, 1, 2, 5, 13])
    options.drop_tables += ["GDEF"] if "GDEF" not in font else []
    cutter = subset.Subsetter(options)
    low, high = SCRIPTS[script]
    common = [0x20, 0x25CC, 0x200C, 0x200D, *range(0x30, 0x3A), 0x964, 0x965]
    cutter.populate(
        unicodes=[code for code in font.getBestCmap() if low <= code <= high or code in common or 0xFB1D <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC]
    )
    cutter.subset(font)
    out = BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()
