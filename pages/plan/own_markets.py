"""Own markets of this machine: kept, let go, and a plan whose market is gone."""

from models import market_files
from models.analysis.own_market import OwnMarket
from models.inputs import latest, let_in, markets
from pages import compute
from pages.plan import plan, schedules


def keep(built: OwnMarket) -> None:
    """Keep a market that was made; what was computed of an earlier one of its name is forgotten.

    Raises
    ------
    MarketError
        The folder of own markets cannot be written.
    """
    market_files.save_own(built.market.vintage, built.text)
    _renew(built.market.vintage)


def drop(name: str) -> None:
    """Let an own market go; a plan that starts from it starts from the latest one."""
    if plan.sheet().market == name:
        schedules.follow_market(latest())
    market_files.remove_own(name)
    _renew(name)


def _renew(name: str) -> None:
    let_in(name)
    plan.scenario_of.cache_clear()
    compute.renew()


def start_from(name: str) -> None:
    """Carry the plan over to an own market."""
    schedules.follow_market(name)


def leave_lost_market() -> str:
    """Have a plan start from the latest market where its own is gone, and name that one."""
    lost = plan.sheet().market
    if lost in markets():
        return ""
    plan.change(market=latest())
    plan.put(dict(plan.sheet().moved))
    return lost
