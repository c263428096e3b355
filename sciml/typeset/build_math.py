"""The MATH table of a font as data for a face: constants, italics, accents, kerns at scripts, variants, assemblies, script forms."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from .face import NO_ACCENT

__all__ = ["math_glyphs", "math_head", "math_sections"]


def _lookups(font: Any, tag: str) -> list[Any]:
    table = font["GSUB"].table
    numbers = sorted({n for r in table.FeatureList.FeatureRecord if r.FeatureTag == tag for n in r.Feature.LookupListIndex})
    return [getattr(sub, "ExtSubTable", sub) for n in numbers for sub in table.LookupList.Lookup[n].SubTable]


def _alternates(font: Any, tag: str) -> dict[str, tuple[str, ...]]:
    """glyph -> its replacements under a feature."""
    found: dict[str, tuple[str, ...]] = {}
    for sub in _lookups(font, tag):
        for name, other in (getattr(sub, "mapping", None) or getattr(sub, "alternates", None) or {}).items():
            found[name] = (other,) if isinstance(other, str) else tuple(other)
    return found


def _constructions(font: Any) -> dict[str, dict[str, tuple[tuple[str, ...], list[tuple[str, int, int, int, bool]]]]]:
    """direction -> glyph -> (variants from small to large, parts of the assembly)."""
    table = font["MATH"].table.MathVariants
    found: dict[str, dict[str, tuple[tuple[str, ...], list[tuple[str, int, int, int, bool]]]]] = {"vertical": {}, "horizontal": {}}
    for direction, coverage, records in (
        ("vertical", table.VertGlyphCoverage, table.VertGlyphConstruction),
        ("horizontal", table.HorizGlyphCoverage, table.HorizGlyphConstruction),
    ):
        for name, record in zip(coverage.glyphs, records, strict=True):
            parts = record.GlyphAssembly.PartRecords if record.GlyphAssembly else ()
            found[direction][name] = (
                tuple(v.VariantGlyph for v in record.MathGlyphVariantRecord or ()),
                [(p.glyph, p.StartConnectorLength, p.EndConnectorLength, p.FullAdvance, bool(p.PartFlags & 1)) for p in parts],
            )
    return found


def math_glyphs(font: Any, cmap: Mapping[int, str]) -> set[str]:
    """All glyphs that mathematics may need."""
    used = {".notdef", *cmap.values()}
    for tag in ("dtls", "flac", "ssty"):
        for name, others in _alternates(font, tag).items():
            used |= {name, *others}
    for sizes in _constructions(font).values():
        for variants, parts in sizes.values():
            used |= {*variants, *(part[0] for part in parts)}
    return used


def math_head(font: Any, order: Sequence[str]) -> dict[str, Any]:
    """constants; vertical and horizontal: [glyph, variants, parts of (glyph, start, end, length, repeats)]; dotless, flat; kerns."""
    number = {name: i for i, name in enumerate(order)}
    table = font["MATH"].table
    constants = {name: getattr(value, "Value", value) for name, value in vars(table.MathConstants).items()}
    sizes = {
        direction: [
            [number[name], [number[v] for v in variants], [[number[g], *rest] for g, *rest in parts]]
            for name, (variants, parts) in sorted(names.items(), key=lambda item: number[item[0]])
        ]
        for direction, names in _constructions(font).items()
    }
    one = {
        key: sorted([number[name], number[others[0]]] for name, others in _alternates(font, tag).items() if name in number)
        for key, tag in (("dotless", "dtls"), ("flat", "flac"))
    }
    return {"constants": constants, "overlap": table.MathVariants.MinConnectorOverlap, **sizes, **one, "kerns": _kerns(table, number)}


def _kerns(table: Any, number: Mapping[str, int]) -> list[Any]:
    """[glyph, top right, bottom right, bottom left, top left]: each corner is a list of heights and a list of one kern more."""
    info = table.MathGlyphInfo.MathKernInfo
    found: list[Any] = []
    for name, record in zip(info.MathKernCoverage.glyphs, info.MathKernInfoRecords, strict=True):
        corners = [
            [[h.Value for h in corner.CorrectionHeight or ()], [k.Value for k in corner.KernValue]] if corner else None
            for corner in (record.TopRightMathKern, record.BottomRightMathKern, record.BottomLeftMathKern, record.TopLeftMathKern)
        ]
        if name in number and any(corners):
            found.append([number[name], *corners])
    return sorted(found, key=lambda row: int(row[0]))


def math_sections(font: Any, order: Sequence[str]) -> dict[str, array[int]]:
    """For each glyph: italics correction, place for an accent, form in scripts and in scripts of scripts (0 if it has none)."""
    info = font["MATH"].table.MathGlyphInfo
    italics = _values(info.MathItalicsCorrectionInfo.Coverage, info.MathItalicsCorrectionInfo.ItalicsCorrection)
    accents = _values(info.MathTopAccentAttachment.TopAccentCoverage, info.MathTopAccentAttachment.TopAccentAttachment)
    number = {name: i for i, name in enumerate(order)}
    forms = {name: others for name, others in _alternates(font, "ssty").items() if name in number}
    return {
        "italic": array("h", [italics.get(name, 0) for name in order]),
        "accent": array("h", [accents.get(name, NO_ACCENT) for name in order]),
        "script": array("H", [number[forms[name][0]] if name in forms else 0 for name in order]),
        "scriptscript": array("H", [number[forms[name][-1]] if name in forms else 0 for name in order]),
    }


def _values(coverage: Any, records: Any) -> dict[str, int]:
    return {name: record.Value for name, record in zip(coverage.glyphs, records, strict=True)}
