"""Start the server of app.py, and warm it before the first visitor comes.

Takes the options of ``streamlit run``, such as ``--server.port 8600``.
"""

import sys

from streamlit.web import cli

from pages.components import warm

if __name__ == "__main__":
    # Imports are done by now, in one thread; what is computed need not hold up the start.
    warm.in_background()
    sys.argv = ["streamlit", "run", "app.py", *sys.argv[1:]]
    sys.exit(cli.main())
