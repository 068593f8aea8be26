"""Parts of numpy that load when somebody asks for them: the second import of this package.

scipy takes over every name that numpy lists, and with them numpy's tools for Fortran and for tests.
They take a tenth of a second, which every verb of the terminal and every worker would begin with.
numpy loads those that it no longer lists as ever, with the first use of their name.
"""

import numpy as np

_LATER = {"f2py", "ma", "polynomial", "testing"}

np.__all__ = [name for name in np.__all__ if name not in _LATER]
vars(np).get("__numpy_submodules__", set()).difference_update(_LATER)  # as `dir` gives them
