"""What takes time, refused where a page computes it itself."""

import importlib
import pickle
import pkgutil
import sys
from contextvars import ContextVar
from functools import wraps

import pages.panels
from models.analysis import numbers
from models.calibration import actuals, refit
from models.ensemble import project_futures, project_plans
from models.experiments import lift_rows
from models.projection import project
from models.simulation.run import simulate
from models.validation import backtest, engine, episodes, laws
from pages import compute
from pages.export import page, pictures

HEAVY = (
    *(project, project_plans, project_futures, simulate),
    *(laws.check_laws, episodes.scoreboard, backtest.backtest, backtest.look_ahead),
    engine.engine_forecast,
    *(actuals.read_actuals, lift_rows.read_lifts, refit.calibrate),
    *(numbers.numbers_frame, numbers.numbers_bytes),
    *(pictures.svg, pictures.png, page.page_svg, page.page_png),
)
"""What takes more than 50 ms, and the loop under all that does."""

_IS_ASKED = ContextVar("is_asked", default=False)


class Refused(BaseException):
    """Not an Exception: no page may catch it."""


def refuse(patch):
    """Refuse heavy work wherever a module has a name for it, unless `asking` is under way."""
    # A module loaded later would keep the refusal for good.
    for part in pkgutil.walk_packages(pages.panels.__path__, "pages.panels."):
        importlib.import_module(part.name)
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in ("models", "pages"):
            for attribute, value in list(vars(module).items()):
                if any(value is heavy for heavy in HEAVY):
                    patch.setattr(module, attribute, _refused(value))


def _refused(heavy):
    @wraps(heavy)
    def refused(*args, **options):
        if not _IS_ASKED.get():
            raise Refused(heavy.__qualname__)
        return heavy(*args, **options)

    return refused


def asking(patch):
    """Let heavy work be done here for what goes through `compute.ask`, and could go on a pipe."""
    ask = compute.ask

    def asked(function, *args):
        pickle.dumps(args)
        token = _IS_ASKED.set(True)
        try:
            return ask(function, *args)
        finally:
            _IS_ASKED.reset(token)

    patch.setattr(compute, "ask", asked)
