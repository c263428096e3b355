"""What pyproject.toml cannot say: a wheel has native modules inside, where mypyc and a C compiler are. (An editable install is plain Python.)"""

import sys
from pathlib import Path
from typing import Any

from setuptools import setup
from setuptools.command.build_ext import build_ext

sys.path.insert(0, str(Path(__file__).parent / "native"))
from build import compiled_together, extensions


class BuildTogether(build_ext):
    def build_extension(self, ext: Any) -> None:
        if len(ext.sources) > 1:
            self.compiler.compile = compiled_together(self.compiler.compile)
        super().build_extension(ext)


setup(ext_modules=extensions() if {"bdist_wheel", "build_ext"} & set(sys.argv) else [], cmdclass={"build_ext": BuildTogether})
