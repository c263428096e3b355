"""cairo as a C library, loaded at the first picture.

Own declarations, already parsed, load in about a millisecond; cairocffi, which parses its own and asks `ldconfig`, is the second choice
for machines on which the first finds no library. Both answer the same functions.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

__all__ = ["CairoMissing", "cairo", "pixman"]

PIXMAN = (
    "pixman_composite_glyphs_no_mask",
    "pixman_glyph_cache_create",
    "pixman_glyph_cache_destroy",
    "pixman_glyph_cache_freeze",
    "pixman_glyph_cache_insert",
    "pixman_glyph_cache_thaw",
    "pixman_image_composite32",
    "pixman_image_create_bits",
    "pixman_image_create_solid_fill",
    "pixman_image_unref",
)
OLDEST = 11600
"""Named destinations and document metadata came with cairo 1.16 (2018)."""


class CairoMissing(Exception):
    """No usable libcairo on this machine; the message says how to install it."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"{found}\nPNG and PDF are drawn by the C library cairo, 1.16 or newer. Install it with one of\n"
            "  Debian, Ubuntu   apt-get install -y --no-install-recommends libcairo2\n"
            "  Fedora           dnf install -y cairo\n"
            "  Alpine           apk add cairo\n"
            "  macOS            brew install cairo\n"
            "  conda            conda install -y -c conda-forge cairo\n"
            "SVG and JSON need no cairo."
        )


@cache
def cairo() -> tuple[Any, Any]:
    """The library and its cffi interface. Raises CairoMissing."""
    found = _own() or _cairocffi()
    if found is None:
        raise CairoMissing("libcairo was not found.")
    version = found[0].cairo_version()
    if version < OLDEST:
        raise CairoMissing(f"libcairo {version // 10000}.{version // 100 % 100}.{version % 100} is too old.")
    return found


@cache
def pixman() -> Any:
    """pixman, by which cairo composes pictures, if it can be called through the library found; else None."""
    lib, _ = cairo()
    return lib if all(hasattr(lib, name) for name in PIXMAN) else None  # none if linked into cairo, or with other declarations than ours


def _own() -> tuple[Any, Any] | None:
    try:
        from ._cairo import ffi  # type: ignore[attr-defined, unused-ignore]
    except (ImportError, ValueError):  # a cffi that cannot read our table
        return None
    for name in _names():
        try:
            return ffi.dlopen(name), ffi
        except OSError:
            continue
    return None


def _cairocffi() -> tuple[Any, Any] | None:
    try:
        import cairocffi  # type: ignore[import-untyped, unused-ignore]
    except (ImportError, OSError):
        return None
    return cairocffi.cairo, cairocffi.ffi


def _names() -> list[str]:
    if sys.platform == "darwin":
        name = "libcairo.2.dylib"
        return [name, f"{sys.prefix}/lib/{name}", f"/opt/homebrew/lib/{name}", f"/usr/local/lib/{name}", f"/opt/local/lib/{name}"]
    if sys.platform == "win32":
        return ["libcairo-2.dll", "cairo-2.dll", "cairo.dll"]
    return ["libcairo.so.2", f"{sys.prefix}/lib/libcairo.so.2"]
