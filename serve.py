"""Start the server of app.py, and warm it before the first visitor comes.

Takes the options of ``streamlit run``, such as ``--server.port 8600``.
"""

import sys


def main() -> int:
    """Warm up, then serve until stopped.

    Everything is imported here: a process that the server starts beside itself reads this file
    as well, and shall load no more than its work needs.
    """
    from pages import compute

    compute.begin()
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.web import cli

    from pages.panels import warm

    # Imports are done by now, in one thread; what is computed need not hold up the start.
    warm.in_background()
    # The folder pages/ would stand for pages of its own until somebody has opened the first one,
    # and a deep link would be met with "page not found"; st.navigation says the same, but later.
    PagesManager.uses_pages_directory = False
    sys.argv = ["streamlit", "run", "app.py", *sys.argv[1:]]
    try:
        return int(cli.main() or 0)
    finally:
        compute.end()


if __name__ == "__main__":
    sys.exit(main())
