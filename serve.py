"""Start the server of app.py, and warm it before the first visitor comes.

Takes the options of ``streamlit run``, such as ``--server.port 8600``.
"""

import sys

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from pages.components import warm

if __name__ == "__main__":
    # Imports are done by now, in one thread; what is computed need not hold up the start.
    warm.in_background()
    # The folder pages/ would stand for pages of its own until somebody has opened the first one,
    # and a deep link would be met with "page not found"; st.navigation says the same, but later.
    PagesManager.uses_pages_directory = False
    sys.argv = ["streamlit", "run", "app.py", *sys.argv[1:]]
    sys.exit(cli.main())
