"""The command line: the one place that reads files, writes files and wires parts together.

Exit status: 0 drawn or valid, 1 diagnostics, 2 wrong use.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .document import Document

__all__ = ["main"]

FORMATS = ("png", "svg", "pdf", "json")


class Usage(Exception):
    """Wrong use: the message for the person."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = _parser()
    args = parser.parse_args(argv)
    if not hasattr(args, "run"):
        parser.print_help()
        return 2
    try:
        return int(args.run(args))
    except Usage as e:
        print(f"sciml: {e}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(prog="sciml", description="Scientific figures from typed givens, proved before they are drawn.")
    p.add_argument("--version", action="version", version=f"sciml {_version()}")
    commands = p.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: object, help: str, specs: bool = True) -> argparse.ArgumentParser:
        c = commands.add_parser(name, help=help, description=help)
        c.set_defaults(run=run)
        if specs:
            c.add_argument("specs", nargs="+", metavar="SPEC", help="a .sciml file, or - for standard input")
        return c

    c = command("render", _render, "draw specs")
    c.add_argument("-o", "--output", metavar="OUT", help="a file (its ending says the format), or a folder; - for standard output")
    c.add_argument("--format", metavar="F", help="png, svg, pdf, json; several with commas (default: png)")
    c.add_argument("--dpi", type=float, default=200, help="pixels an inch of a PNG (default: 200)")
    c.add_argument("--theme", choices=("textbook", "color", "slide", "dark", "exam", "scan"), help="over the spec's own theme")
    c.add_argument("--strict", action="store_true", help="refuse liberal readings and warnings")
    c.add_argument("--quiet", action="store_true", help="no notes")
    c = command("check", _check, "prove specs without drawing")
    c.add_argument("--json", action="store_true", help="the whole report: diagnostics, and one row for each claim")
    c.add_argument("--strict", action="store_true", help="refuse liberal readings and warnings")
    c = command("fmt", _fmt, "print specs in canonical form (in place, or to standard output for -)")
    c.add_argument("--check", action="store_true", help="write nothing; exit 1 if a spec is not canonical")
    c.add_argument("--fix", action="store_true", help="apply the fixes of the diagnostics first")
    c = command("explain", _explain, "what a message means, with a wrong and a right example", specs=False)
    c.add_argument("code", metavar="CODE")
    c = command("kinds", _kinds, "the nouns of the language, or one of them", specs=False)
    c.add_argument("name", nargs="?", metavar="NAME")
    command("guide", _guide, "the author's guide: two pages", specs=False)
    c = command("describe", _describe, "alternative text, facts, and questions with answers")
    c.add_argument("--json", action="store_true")
    c.add_argument("--answers", action="store_true", help="include the answers of `question(...)` and the values of unknowns")
    c = command("watch", _watch, "draw a spec again whenever it changes")
    c.add_argument("-o", "--output", metavar="OUT")
    c.add_argument("--format", metavar="F")
    c.add_argument("--dpi", type=float, default=200)
    return p


def _version() -> str:
    from . import __version__

    return __version__


# ---------------------------------------------------------------- files


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as e:
        raise Usage(f"cannot read {name}: {e.strerror}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise Usage(f"{name} is not UTF-8 text (byte {e.start})") from None


def _compile(name: str, theme: str | None = None) -> Document:
    from .document import compile

    return compile(_read(name), name="<stdin>" if name == "-" else name, theme=theme)


def _formats(args: argparse.Namespace) -> list[str]:
    if args.format:
        wanted = [f.strip().lower() for f in args.format.split(",") if f.strip()]
    elif args.output and args.output != "-" and Path(args.output).suffix[1:].lower() in FORMATS:
        wanted = [Path(args.output).suffix[1:].lower()]
    else:
        wanted = ["png"]
    bad = [f for f in wanted if f not in FORMATS]
    if bad or not wanted:
        raise Usage(f"no such format: {', '.join(bad) or args.format}; there are {', '.join(FORMATS)}")
    return wanted


def _target(args: argparse.Namespace, name: str, format_: str, page: int, pages: int, several: bool) -> Path | None:
    """Where a picture goes; None for standard output."""
    if args.output == "-":
        return None
    stem = "figure" if name == "-" else Path(name).stem
    number = f"-{page + 1}" if pages > 1 and format_ != "pdf" else ""
    if args.output is None:
        folder = Path() if name == "-" else Path(name).parent
        return folder / f"{stem}{number}.{format_}"
    out = Path(args.output)
    if out.is_dir() or args.output.endswith("/") or several or out.suffix[1:].lower() not in FORMATS:
        if out.exists() and not out.is_dir():
            raise Usage(f"{out} is a file, and several pictures need a folder")
        return out / f"{stem}{number}.{format_}"
    return out.with_name(f"{out.stem}{number}.{format_}")


def _print_findings(document: Document, quiet: bool = False) -> None:
    from .report import as_text

    text = as_text(document.source, document.diagnostics, color=sys.stderr.isatty(), notes=not quiet)
    if text:
        print(text, file=sys.stderr)


def _refused(document: Document, strict: bool) -> bool:
    """Under --strict a warning or a liberal reading is as good as an error."""
    return not document.ok or (strict and any(d.severity in ("error", "warning") or d.code == "SCI110" for d in document.diagnostics))


# ---------------------------------------------------------------- commands


def _render(args: argparse.Namespace) -> int:
    formats = _formats(args)
    if args.output == "-" and (len(formats) > 1 or len(args.specs) > 1):
        raise Usage("standard output takes one picture: one spec and one format")
    if not 1 <= args.dpi <= 4800:
        raise Usage(f"--dpi {args.dpi:g} is not between 1 and 4800")
    status = 0
    for i, name in enumerate(args.specs):
        if len(args.specs) > 1 and sys.stderr.isatty():
            print(f"\r{i + 1}/{len(args.specs)} {name}\x1b[K", end="\n" if i + 1 == len(args.specs) else "", file=sys.stderr)
        document = _compile(name, args.theme)
        _print_findings(document, args.quiet)
        if _refused(document, args.strict):
            status = 1
        else:
            _draw(args, document, name, formats)
    return status


def _draw(args: argparse.Namespace, document: Document, name: str, formats: list[str]) -> None:
    from .renderer import CairoMissing

    pages = len(document.scenes)
    several = len(args.specs) > 1 or len(formats) > 1
    for f in formats:
        for page in range(1 if f == "pdf" else pages):
            target = _target(args, name, f, page, pages, several)
            try:
                data = _bytes(document, f, page, args.dpi)
            except CairoMissing as e:
                raise Usage(str(e)) from None
            except ValueError as e:
                raise Usage(f"{name}: {e}") from None
            _write(target, data)


def _bytes(document: Document, format_: str, page: int, dpi: float) -> bytes:
    if format_ == "png":
        return document.png(dpi=dpi, page=page)
    if format_ == "pdf":
        return document.pdf()
    return (document.svg(page=page) if format_ == "svg" else document.json(page=page)).encode()


def _write(target: Path | None, data: bytes) -> None:
    if target is None:
        sys.stdout.buffer.write(data)
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as e:
        raise Usage(f"cannot write {target}: {e.strerror}") from None


def _check(args: argparse.Namespace) -> int:
    status = 0
    reports = []
    for name in args.specs:
        document = _compile(name)
        status = max(status, int(_refused(document, args.strict)))
        if args.json:
            reports.append(document.report)
            continue
        _print_findings(document)
        rows = [r for p in document.pages if p.proven is not None for r in p.proven.rows]
        held = sum(r.verdict == "holds" for r in rows)
        ways = ", ".join(f"{n} {how}" for how in ("exact", "certified", "numeric") if (n := sum(r.verdict == "holds" and r.how == how for r in rows)))
        print(f"{document.source.name}: {'valid' if document.ok else 'not valid'}; {held} of {len(rows)} claims hold{f' ({ways})' if ways else ''}")
    if args.json:
        import json

        print(json.dumps(reports[0] if len(reports) == 1 else reports, ensure_ascii=False, indent=1))
    return status


def _fmt(args: argparse.Namespace) -> int:
    from .document import format
    from .grammar import parse
    from .read import read
    from .report import as_text
    from .source import Source

    status = 0
    for name in args.specs:
        text = _read(name)
        made = format(text, fix=args.fix)
        if parse(made).faults:
            print(as_text(Source(made, name), read(Source(made, name)).diagnostics, notes=False), file=sys.stderr)
            status = 1
        if args.check:
            if made != text:
                print(f"{name} is not canonical", file=sys.stderr)
                status = 1
        elif name == "-":
            sys.stdout.write(made)
        elif made != text:
            _write(Path(name), made.encode())
    return status


def _explain(args: argparse.Namespace) -> int:
    from .guide import explain

    text = explain(args.code)
    if text is None:
        raise Usage(f"there is no message {args.code}")
    print(text)
    return 0


def _kinds(args: argparse.Namespace) -> int:
    from .guide import kind_page, kinds_page

    text = kinds_page() if args.name is None else kind_page(args.name)
    if text is None:
        from .check.page import nearest
        from .vocabulary import kind_names

        near = nearest(args.name, kind_names())
        raise Usage(f"there is no kind {args.name}" + (f"; did you mean {' or '.join(near)}?" if near else ""))
    print(text)
    return 0


def _guide(args: argparse.Namespace) -> int:
    from .guide import guide

    print(guide())
    return 0


def _describe(args: argparse.Namespace) -> int:
    from .describe import as_lines

    status = 0
    found = []
    for name in args.specs:
        document = _compile(name)
        if not document.ok:
            _print_findings(document)
            status = 1
            continue
        found.extend(document.describe(answers=args.answers))
    if args.json:
        import json

        print(json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(as_lines(d) for d in found))
    return status


def _watch(args: argparse.Namespace) -> int:
    """Poll the files: portable, and a spec is small."""
    import time

    args.theme, args.strict, args.quiet = None, False, False
    seen: dict[str, int] = {}
    print(f"watching {', '.join(args.specs)}; Ctrl-C ends it", file=sys.stderr)
    while True:
        for name in args.specs:
            try:
                stamp = Path(name).stat().st_mtime_ns
            except OSError as e:
                raise Usage(f"cannot read {name}: {e.strerror}") from None
            if seen.get(name) != stamp:
                seen[name] = stamp
                one = argparse.Namespace(**{**vars(args), "specs": [name]})
                started = time.perf_counter()
                status = _render(one)
                print(f"{name}: {'drawn' if status == 0 else 'not drawn'} in {(time.perf_counter() - started) * 1000:.0f} ms", file=sys.stderr)
        time.sleep(0.15)
