"""What this package keeps scipy from loading is numpy's own, whoever asks for it first."""

import subprocess
import sys

from tests.conftest import ROOT

ASKED = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import models
import numpy as np

import numpy.ma.core, numpy.polynomial.polynomial  # below a part that is not loaded yet

together = Barrier(4)
sys.setswitchinterval(1e-6)

def ask(_):
    together.wait()
    return np.ma.MaskedArray, np.polynomial.Polynomial, np.testing.assert_allclose, np.f2py.run_main

with ThreadPoolExecutor(4) as threads:
    assert len(set(threads.map(ask, range(4)))) == 1
assert np.ma.MaskedArray is numpy.ma.core.MaskedArray
assert np.polynomial.Polynomial is numpy.polynomial.polynomial.Polynomial
"""


def test_parts_are_whole_below_their_name_and_in_threads():
    subprocess.run([sys.executable, "-c", ASKED], cwd=ROOT, check=True)
