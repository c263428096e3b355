"""The real command in its own process: pipes, encodings, signals, start-up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SPEC = "triangle(ABC, AB=3 cm, BC=4 cm, AC=5 cm)\n"
HEAVY = {"numpy", "sympy", "shapely", "networkx", "flint", "lark", "uharfbuzz", "matplotlib", "PIL", "isal", "cairocffi", "scipy"}


def sciml(*arguments: str, text: str | None = None, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "sciml", *arguments], input=None if text is None else text.encode(), capture_output=True, check=False, **more)  # type: ignore[call-overload,no-any-return]


def test_from_a_pipe_to_a_pipe() -> None:
    made = sciml("render", "-", "-o", "-", text=SPEC)
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith(b"\x89PNG")
    assert made.stderr == b""


def test_wrong_use_and_diagnostics(tmp_path: Path) -> None:
    assert sciml("render", str(tmp_path / "none")).returncode == 2
    made = sciml("render", "-", "-o", "-", text="blok()\n")
    assert made.returncode == 1
    assert made.stdout == b""
    assert made.stderr.startswith(b"<stdin>:1:1: error[SCI202]")


def test_a_terminal_without_greek(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    made = sciml("check", "-", text="μ = 3\nα = foo(μ)\n", env=env)
    assert made.returncode == 1
    assert b"Traceback" not in made.stderr
    assert b"\\u03b1" in made.stderr
    made = sciml("fmt", "-", text="μ=3\n", env=env)
    assert made.stdout.decode() == "μ = 3\n", "what fmt prints is never changed"


@pytest.mark.skipif(os.name != "posix", reason="pipes of posix")
def test_a_reader_that_leaves() -> None:
    shell = f"set -o pipefail; {sys.executable} -m sciml kinds | head -c 10 >/dev/null; echo status $?"
    made = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    assert made.stdout.strip() == "status 0"
    assert made.stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="pipes of posix")
@pytest.mark.parametrize("command", ["kinds", "--version", "--help", "kinds --help", "check - -", "render - -o - --format svg", "fmt -"])
def test_a_reader_that_has_left_already(command: str) -> None:
    read, write = os.pipe()
    os.close(read)
    made = subprocess.run([sys.executable, "-m", "sciml", *command.split()], input=SPEC.encode(), stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (made.returncode, made.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("to, why", [(">/dev/full", "No space left on device"), (">&-", "it is closed")])
@pytest.mark.parametrize("command", ["kinds", "--version", "check x.sciml x.sciml", "check x.sciml --json", "render x.sciml -o - --format svg", "fmt -"])
def test_an_output_that_takes_nothing(tmp_path: Path, command: str, to: str, why: str) -> None:
    (tmp_path / "x.sciml").write_text(SPEC)
    shell = f"cd {tmp_path}; {sys.executable} -m sciml {command} <x.sciml {to}"
    made = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert (made.returncode, made.stderr) == (2, f"sciml: cannot write to standard output: {why}\n")


@pytest.mark.skipif(os.name != "posix", reason="streams of posix")
def test_closed_streams(tmp_path: Path) -> None:
    def run(command: str) -> subprocess.CompletedProcess[str]:
        shell = f"cd {tmp_path}; {sys.executable} -m sciml {command}"
        return subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})

    (tmp_path / "x.sciml").write_text("blok()\n")
    (tmp_path / "y.sciml").write_text(SPEC)
    made = run("check - <&-")
    assert (made.returncode, made.stderr) == (2, "sciml: cannot read standard input: it is closed\n")
    assert run("plan - <&-").stderr == made.stderr
    made = run("render x.sciml -o - 2>&-")
    assert (made.returncode, made.stdout) == (1, ""), "what is said to nobody does not go to the picture"
    assert run("render y.sciml --format svg >&-").returncode == 0, "nothing was to be said"


@pytest.mark.skipif(os.name != "posix", reason="signals of posix")
def test_watch_says_what_it_waits_for(tmp_path: Path) -> None:
    spec = tmp_path / "later.sciml"
    process = subprocess.Popen([sys.executable, "-m", "sciml", "watch", str(spec), "--format", "svg"], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        assert process.stderr.readline().startswith("watching ")
        assert process.stderr.readline() == f"sciml: {spec} is not there yet; it is drawn as soon as it is\n"
        spec.write_text(SPEC)
        assert f"{spec}: drawn in" in process.stderr.readline()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    assert (tmp_path / "later.svg").exists()


@pytest.mark.skipif(os.name != "posix", reason="signals of posix")
def test_watch_draws_again(tmp_path: Path) -> None:
    spec, picture = tmp_path / "x.sciml", tmp_path / "x.svg"
    spec.write_text(SPEC)
    process = subprocess.Popen([sys.executable, "-m", "sciml", "watch", str(spec), "--format", "svg"], stderr=subprocess.PIPE, text=True)
    try:

        def wait(what: str) -> None:
            end = time.monotonic() + 20
            while not (picture.exists() and what in picture.read_text()):
                assert time.monotonic() < end, what
                assert process.poll() is None
                time.sleep(0.02)

        wait("Triangle ABC")
        spec.write_text("blok(\n")  # a broken text leaves the last picture
        time.sleep(0.3)
        spec.write_text('text("now this", at=(0, 0))\n')
        wait("now this")
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=10)
    assert process.returncode == 130
    assert "not drawn in" in said
    assert "Traceback" not in said


def test_starting_loads_nothing_heavy() -> None:
    render = f"main(['render', '-', '-o', {os.devnull!r}, '--format', 'svg'])"
    code = f"import sys; from sciml.cli import main; {render}; print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    made = subprocess.run([sys.executable, "-c", code], input=SPEC.encode(), capture_output=True, check=False)
    assert made.stderr.decode().strip() == "[]", "a simple figure needs none of them"
