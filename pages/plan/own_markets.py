"""Own markets of this machine: kept, let go, and a plan whose market is gone."""

from models import market_files
from models.analysis.own_market import OwnMarket
from models.errors import MarketError
from models.inputs import latest, let_in, markets
from pages import compute
from pages.plan import plan, schedules

_seen: dict[str, str] = {}
"""Text of every own market that may have been computed with since the server began."""


def keep(built: OwnMarket) -> None:
    """Keep a market that was made; what was computed of an earlier one of its name is forgotten.

    Raises
    ------
    MarketError
        The folder of own markets cannot be written.
    """
    name = built.market.vintage
    before = _text(name)
    market_files.save_own(name, built.text)
    _seen[name] = built.text
    let_in(name)
    if before not in ("", built.text):
        plan.scenario_of.cache_clear()
        compute.renew()


def drop(name: str) -> None:
    """Let an own market go; a plan that starts from it starts from the latest one.

    Raises
    ------
    MarketError
        The file cannot be removed.
    """
    if plan.sheet().market == name:
        schedules.follow_market(latest())
    _seen[name] = _text(name)
    market_files.remove_own(name)


def _text(name: str) -> str:
    """Give what an own market held last, whether it is still kept or not; nothing for a new one."""
    try:
        return market_files.market_text(market_files.own_path(name))
    except MarketError:  # there is none, or none that could have been computed with
        return _seen.get(name, "")


def start_from(name: str) -> None:
    """Carry the plan over to an own market, unless that is gone or broken by now."""
    if name in markets():
        schedules.follow_market(name)


def leave_lost_market() -> str:
    """Have a plan start from the latest market where its own is gone, and name that one."""
    lost = plan.sheet().market
    if lost in markets():
        return ""
    plan.change(market=latest())
    plan.put(dict(plan.sheet().moved))
    return lost
