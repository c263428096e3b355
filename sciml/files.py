"""Files of the command line: which specs are meant, what they say, where pictures go. Only `cli` and `gallery` use it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from .grammar.record import Record

__all__ = ["FORMATS", "Full", "Spec", "Usage", "emit", "find", "formats", "read", "say", "target", "write"]

FORMATS = ("png", "svg", "pdf", "json")
OTHERS = (
    "jpg",
    "jpeg",
    "gif",
    "tif",
    "tiff",
    "webp",
    "bmp",
    "eps",
    "ps",
    "txt",
    "tex",
    "tikz",
    "html",
    "htm",
    "md",
    "doc",
    "docx",
    "ppt",
    "pptx",
    "emf",
    "csv",
    "py",
    "sciml",
)
"""Endings of files that we do not write: nobody means a folder by them."""
LARGEST = 4_000_000
"""Bytes that are read of a file; the language takes 200 kB, and says so itself."""
OURS = {"png": b"\x89PNG\r\n\x1a\n", "svg": b"<svg xmlns=", "pdf": b"%PDF-", "json": b'{"format":"sciml-scene-', "sciml": b""}
"""How a file of each format begins that we may write again."""


class Usage(Exception):
    """Wrong use: the message for the person."""


class Full(Usage):
    """Standard output takes no more, whatever comes."""


class Spec(Record):
    """name: as messages say it (`<stdin>` for `-`); path: None for standard input; stem: where its pictures go, relative to the output folder."""

    name: str
    path: Path | None
    stem: str


def find(names: Iterable[str]) -> list[Spec]:
    """The specs of arguments: a file is itself, a folder all `.sciml` files below it, in order of name; each once."""
    found: dict[str, Spec] = {}
    for name in names:
        if not name:
            raise Usage("an empty name is no spec (the folder here is called .)")
        path = Path(name)
        if name == "-":
            found.setdefault(name, Spec("<stdin>", None, "figure"))
        elif path.is_dir():
            inside = sorted(p for p in path.rglob("*.sciml") if p.is_file() and not any(part.startswith(".") for part in p.relative_to(path).parts))
            if not inside:
                raise Usage(f"there is no .sciml file in {name}")
            for p in inside:
                found.setdefault(str(p), Spec(str(p), p, p.relative_to(path).with_suffix("").as_posix()))
        else:
            found.setdefault(str(path), Spec(name, path, path.stem))
    return list(found.values())


def read(spec: Spec) -> str:
    """What a spec says. Raises Usage."""
    try:
        if spec.path is None:
            if sys.stdin is None:
                raise Usage("cannot read standard input: it is closed")
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with spec.path.open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as e:
        raise Usage(f"cannot read {spec.name}: {e.strerror}") from None
    if len(data) > LARGEST:
        raise Usage(f"{spec.name} is larger than {LARGEST // 1_000_000} MB, which no spec and no problem is")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise Usage(f"{spec.name} is not UTF-8 text (byte {e.start})") from None


def formats(wanted: str | None, output: str | None) -> list[str]:
    """What to write: as asked, else as the ending of the output says, else PNG."""
    if output == "":
        raise Usage("an empty name is no output (the folder here is called .)")
    ending = Path(output).suffix[1:].lower() if output and output != "-" and not output.endswith(("/", os.sep)) and not Path(output).is_dir() else ""
    if ending in OTHERS:
        raise Usage(f"{output}: no picture is written as .{ending}; there are {', '.join(FORMATS)}")
    if wanted is None:
        return [ending if ending in FORMATS else "png"]
    asked = list(dict.fromkeys(f.strip().lower() for f in wanted.split(",") if f.strip()))
    bad = [f for f in asked if f not in FORMATS]
    if bad or not asked:
        raise Usage(f"no such format: {', '.join(bad) or repr(wanted)}; there are {', '.join(FORMATS)}")
    return asked


def target(spec: Spec, format_: str, output: str | None, number: int | None, several: bool) -> Path | None:
    """Where a picture goes; None for standard output. number: of the page, if there are several; several: pictures of one run, which need a folder."""
    if output == "-":
        return None
    page = f"-{number}" if number is not None else ""
    if output is None:
        folder = Path() if spec.path is None else spec.path.parent
        return folder / f"{spec.stem.rsplit('/', 1)[-1]}{page}.{format_}"
    out = Path(output)
    if out.exists() and not out.is_dir() and not out.is_file():  # a pipe, a device
        return out
    if several and out.suffix[1:].lower() in FORMATS and not out.is_dir() and not output.endswith(("/", os.sep)):
        raise Usage(f"{out} is one file; several pictures need a folder, such as {out.with_suffix('')}/")
    if out.is_dir() or output.endswith(("/", os.sep)) or several or out.suffix[1:].lower() not in FORMATS:
        if out.exists() and not out.is_dir():
            raise Usage(
                f"{out} is a file; "
                + ("several pictures need a folder" if several else f"an output ends on {', '.join('.' + f for f in FORMATS)} or is a folder")
            )
        return out / f"{spec.stem}{page}.{format_}"
    return out.with_name(f"{out.stem}{page}{out.suffix}")


def write(path: Path | None, data: bytes, format_: str) -> None:
    """Write a whole file or none of it; a file that we would not have written stays as it is. Raises Usage."""
    if path is None:
        say(data)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.is_file():
            path = path.resolve()  # a link stays a link
            with path.open("rb") as file:
                start = file.read(64)
            if start and not start.startswith(OURS[format_]):
                raise Usage(f"{path} is there and is no {format_.upper()} picture; it was left as it is")
            mode: int | None = path.stat().st_mode & 0o7777
        elif path.exists():  # a pipe, a device
            path.write_bytes(data)
            return
        else:
            mode = None
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            part.write_bytes(data)
            if mode is not None:
                part.chmod(mode)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise Usage(f"cannot write {path}: {path.parent} is no folder") from None
    except OSError as e:
        raise Usage(f"cannot write {path}: {e.strerror}") from None


def emit(text: str) -> None:
    """A line or more to standard output."""
    say(text + "\n")


def say(what: str | bytes) -> None:
    """To standard output, at once. Raises Full; BrokenPipeError where the reader has left."""
    if sys.stdout is None:
        raise Full("cannot write to standard output: it is closed")
    try:
        if isinstance(what, str):
            sys.stdout.write(what)
        else:
            sys.stdout.buffer.write(what)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as e:
        raise Full(f"cannot write to standard output: {e.strerror}") from None
