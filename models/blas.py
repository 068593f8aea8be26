"""One thread for linear algebra, said before numpy is loaded; the first import of this package.

More threads split a sum otherwise, so that the last bits would depend on the number of cores, and
on matrices as small as ours they only wait for each other.
"""

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
