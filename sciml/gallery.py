"""The gallery: `python -m sciml.gallery examples docs/gallery.md` draws every example and writes the page, and the table `examples/README.md`.

`--sheets out/sheets` adds contact sheets for people who look at many pictures at once; they need Pillow, which only developers have.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .document import Document, compile
from .files import Spec, Usage, find, read
from .grammar.record import Record

__all__ = ["main"]

DPI = 110.0
COLUMNS = 3
_ID = re.compile(rb"#\s*scigenbench\s+(\S+)")
CELL, ROWS, ACROSS = (520, 420), 3, 4
"""Contact sheets: pixels of a cell, cells down and across."""


class Entry(Record):
    """One example: subject (its folder), name, size in characters, the compiled text, its pictures as paths without their ending."""

    subject: str
    name: str
    size: int
    document: Document
    path: Path
    pictures: tuple[Path, ...] = ()

    @property
    def title(self) -> str:
        scenes = self.document.scenes
        return (scenes[0].title if scenes else "") or self.name.replace("-", " ").replace("_", " ")


def main(argv: Sequence[str] | None = None) -> int:
    """Draw all, write the page; 1 if an example has no picture."""
    parser = argparse.ArgumentParser(prog="python -m sciml.gallery", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("examples", type=Path)
    parser.add_argument("page", type=Path)
    parser.add_argument("--sheets", type=Path, metavar="FOLDER", help="contact sheets as well")
    args = parser.parse_args(argv)
    try:
        specs = find([str(args.examples)])
    except Usage as e:
        parser.error(str(e))
    folder = args.page.with_suffix("")
    entries = [_entry(spec, folder) for spec in specs]
    drawn = [e for e in entries if e.pictures]
    _sweep(folder, {p for e in drawn for p in e.pictures})
    args.page.write_text(_page(drawn, args.page, args.examples), "utf-8")
    (args.examples / "README.md").write_text(_table(entries, args.examples / "quizzes.json"), "utf-8")
    if args.sheets:
        _sheets(drawn, args.sheets)
    print(f"{len(drawn)} of {len(entries)} examples drawn: {args.page}")
    return int(len(drawn) < len(entries))


def _entry(spec: Spec, folder: Path) -> Entry:
    assert spec.path is not None
    text = read(spec)
    subject, _, name = spec.stem.rpartition("/")
    document = compile(text, name=spec.name)
    if not document.ok:
        from .report import as_text

        print(as_text(document.source, document.diagnostics, notes=False), file=sys.stderr)
        return Entry(subject, name, len(text), document, spec.path)
    pictures = []
    for page in range(len(document.scenes)):
        path = folder / f"{spec.stem}{f'-{page + 1}' if len(document.scenes) > 1 else ''}"
        path.parent.mkdir(parents=True, exist_ok=True)
        document.png(f"{path}.png", dpi=DPI, page=page)
        document.svg(f"{path}.svg", page=page)
        pictures.append(path)
    return Entry(subject, name, len(text), document, spec.path, tuple(pictures))


def _sweep(folder: Path, kept: set[Path]) -> None:
    """Pictures of examples that are no more go."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".png", ".svg") and path.with_suffix("") not in kept:
            path.unlink()


def _subjects(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for e in entries:
        found.setdefault(e.subject, []).append(e)
    return dict(sorted(found.items()))


def _page(entries: Sequence[Entry], page: Path, examples: Path) -> str:
    """Grouped by subject, three pictures a row; a picture leads to its drawing, a name to its spec."""
    groups = _subjects(entries)
    out = ["# Gallery", "", f"Every picture is drawn from its spec by `make gallery`: {len(entries)} examples, none touched by hand.", ""]
    out += [" · ".join(f"[{s or 'others'}](#{s or 'others'}) {len(found)}" for s, found in groups.items()), ""]
    for subject, found in groups.items():
        out += [f"## {subject or 'others'}", "", "<table>"]
        cells = [_cell(e, path, page) for e in found for path in e.pictures]
        for k in range(0, len(cells), COLUMNS):
            out += ["<tr>", *cells[k : k + COLUMNS], "</tr>"]
        out += ["</table>", ""]
    return "\n".join(out)


def _cell(e: Entry, path: Path, page: Path) -> str:
    """The picture, and the title as a link to the spec."""
    scene = e.document.scenes[e.pictures.index(path)]
    drawing = path.relative_to(page.parent).as_posix()
    spec = Path(os.path.relpath(e.path, page.parent)).as_posix()
    alt, title = (html.escape(" ".join(t.split()), quote=True) for t in (scene.alt, e.title))
    return f'<td><a href="{drawing}.svg"><img src="{drawing}.png" width="260" alt="{alt}"></a><br><a href="{spec}">{title}</a></td>'


def _quizzes(entries: Sequence[Entry], record: Path) -> list[str]:
    """By type of problem: how many, how many quizzes a reader of the pictures alone answered right, how long the specs are."""
    if not record.is_file():
        return []
    kinds: dict[str, list[tuple[Entry, dict[str, Any]]]] = {}
    read_all = json.loads(record.read_text("utf-8"))
    for e in entries:
        text = e.path.read_bytes()
        named = _ID.match(text)
        found = read_all.get(named.group(1).decode()) if named else None
        if found is not None:
            kinds.setdefault(found["type"], []).append((e, {**found, "changed": found["spec"] != hashlib.sha256(text).hexdigest()[:12]}))
    out = [
        "",
        "Quizzes of SciGenBench, answered by readers who saw the picture alone (`benchmarks/quizzes.py`); those that ask for the solution are left out.",
        "",
        "| type | problems | quizzes right | characters a spec | changed since it was read |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for kind, some in sorted(kinds.items()):
        right, asked = (sum(f[k] for _, f in some) for k in ("right", "asked"))
        sizes = sorted(e.size for e, _ in some)
        changed = sum(f["changed"] for _, f in some)
        out.append(f"| {kind} | {len(some)} | {right} of {asked} ({100 * right / max(asked, 1):.0f} %) | {sizes[len(sizes) // 2]} | {changed or ''} |")
    return out


def _table(entries: Sequence[Entry], record: Path) -> str:
    """What `examples/` holds."""
    out = [
        "# Examples",
        "",
        "Written by `make gallery`; the pictures are in [the gallery](../docs/gallery.md).",
        *_quizzes(entries, record),
        "",
        "| subject | spec | characters | title |",
        "| --- | --- | ---: | --- |",
    ]
    for subject, found in _subjects(entries).items():
        out += [f"| {subject} | [{e.name}]({f'{subject}/' if subject else ''}{e.path.name}) | {e.size} | {_plain(e.title)} |" for e in found]
    sizes = sorted(e.size for e in entries)
    return "\n".join([*out, "", f"{len(entries)} specs; half of them have at most {sizes[len(sizes) // 2]} characters.", ""])


def _plain(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _sheets(entries: Sequence[Entry], folder: Path) -> None:
    """Grids of pictures with their names, a few for each subject."""
    from PIL import Image, ImageDraw

    folder.mkdir(parents=True, exist_ok=True)
    wide, tall = CELL
    for subject, found in _subjects(entries).items():
        pictures = [(e.name, path) for e in found for path in e.pictures]
        for k in range(0, len(pictures), ROWS * ACROSS):
            some = pictures[k : k + ROWS * ACROSS]
            sheet = Image.new("RGB", (wide * min(ACROSS, len(some)), tall * -(-len(some) // ACROSS)), "white")
            for i, (name, path) in enumerate(some):
                x, y = i % ACROSS * wide, i // ACROSS * tall
                with Image.open(f"{path}.png") as opened:
                    picture = opened.convert("RGB")
                picture.thumbnail((wide - 16, tall - 32))
                sheet.paste(picture, (x + (wide - picture.width) // 2, y + 22))
                ImageDraw.Draw(sheet).text((x + 8, y + 4), name, "#a02020")
                ImageDraw.Draw(sheet).rectangle((x, y, x + wide - 1, y + tall - 1), outline="#dddddd")
            sheet.save(folder / f"{(subject or 'others').replace('/', '-')}-{k // (ROWS * ACROSS) + 1}.png")


if __name__ == "__main__":
    raise SystemExit(main())
