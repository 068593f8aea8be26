"""Parts of numpy that load when somebody asks for them: the second import of this package.

scipy takes over every name of numpy, and with it numpy's tools for Fortran and for tests. They take
a tenth of a second, which every verb of the terminal and every worker would begin with.
"""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec

import numpy as np


def _later(part: str) -> None:
    """Put a module in the place of ``numpy.part`` that loads with its first name asked for."""
    name = f"numpy.{part}"
    found = find_spec(name)
    if name in sys.modules or not (found and found.loader):
        return
    found.loader = LazyLoader(found.loader)
    sys.modules[name] = module = module_from_spec(found)
    found.loader.exec_module(module)
    setattr(np, part, module)


for _part in ("f2py", "ma", "polynomial", "testing"):
    _later(_part)
