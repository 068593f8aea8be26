"""Attacks on instant commerce: the war of 2025, and what ending it does."""

from dataclasses import replace

from models.analysis.instant.food_prices import food_visitor_earns, leads
from models.inputs import DATA, load_market, load_parameters, read_scenarios
from models.projection import project
from tests.attacks.attack import Finding, about, attack
from tests.attacks.runs import change, run, step

SERVED = ("service_orders", "service_profit", "dau", "shopping_dau", "ebita")
SERVICES = ("Taobao Flash", "Meituan", "JD")
PAID = ((9, 3.45, 0.5), (10, 5.43, 1.0), (11, 3.6, 1.0))
"""Projected quarter from 2023Q1, subsidy an order and entrance as paid in 2025Q2 to Q4."""

TOLD = ((36, 34, -10, -10.5), (74, 75, -33, -37.5), (62, 60, -17, -21))
"""Orders in the text and as reported, losses in the text and as estimated (middle)."""


@attack("2025's orders and losses")
def the_year_2025():
    """From the market of 2023Q1, with the deals and the entrance of 2025."""
    steps = tuple(
        step(lever, value, quarter)
        for quarter, subsidy, entrance in PAID
        for lever, value in (("instant_subsidy", subsidy), ("instant_entrance", entrance))
    )
    plan = run(rivals="follow", steps=steps)
    for (quarter, *_), (orders, reported, loss, estimated) in zip(PAID, TOLD, strict=True):
        name = plan.quarters[quarter - 1]
        for what, metric, figure, source in (
            ("orders, m a day", "instant_orders", orders, f"reported {reported}"),
            ("profit, RMB bn", "instant_ebita", loss, f"estimated {estimated}"),
        ):
            value, says = float(plan.central(metric)[quarter - 1]), f"{figure}, {source}"
            bound = {"low": figure - 0.5, "high": figure + 0.5}
            yield Finding(what=f"{what}, {name}", value=value, says=says, **bound)


@attack("stopping the war")
def stop_the_war():
    """What peace does to all three services, and the prices of a visitor that decide.

    The figures of the text are those of the subsidy at peace with the entrance left as it is
    (decisions.md); the case also gives the front page back to goods.
    """
    war, parameters = load_market("2025Q3"), load_parameters()
    hold, taper, case = (
        read_scenarios(DATA / "scenarios" / "2025Q3" / f"{name}-the-war.csv")[0]
        for name in ("hold", "taper", "stop")
    )
    first = step("instant_subsidy", 1.0, 1, "2025Q3")
    stop = replace(case, name="Subsidy at peace", steps=(first,))
    held = project(war, parameters, hold, plain=True, metrics=SERVED)
    for plan, told in ((stop, True), (case, False)):
        ended = project(war, parameters, plan, plain=True, metrics=SERVED)
        yield from services(plan.name, held, ended)
        yield from group(plan.name, held, ended, told=told)
        prices = leads(war, parameters, [hold, taper, plan], plain=True)
        for lead, price in zip(prices, (2300, 5000), strict=False):
            who = (hold, taper, plan)[lead.plan].name
            what = f"{who} leads up to, a food visitor and year"
            until, says = lead.until.central, f"about {price}"
            yield Finding(what=what, value=until, unit="RMB", says=says, **about(price))
    earned = food_visitor_earns(war, parameters)
    what = "a food visitor earns a year"
    yield Finding(what=what, value=earned, unit="RMB", says="about 60", **about(60, 0.1))


def services(name, held, ended):
    """Orders and profit of each service in the last quarter: none loses by peace."""
    for place, service in enumerate(SERVICES):
        for metric, unit in (("orders", "m a day"), ("profit", "RMB bn a quarter")):
            before, after = (one.central(f"service_{metric}", place)[-1] for one in (held, ended))
            what = f"{name}, {service}: {metric} from {before:.1f} to {after:.1f}"
            bound = {"low": 0} if metric == "profit" else {}
            yield Finding(what=what, value=float(after - before), unit=unit, **bound)


def group(name, held, ended, *, told):
    """What it saves the group in a year and whom it loses."""
    saved = change(ended, held, "ebita")
    lost, shoppers = (change(ended, held, metric) / 4 for metric in ("dau", "shopping_dau"))
    for what, value, unit, figure in (
        ("EBITA, third year", saved, "RMB bn a year", 137),
        ("daily visitors, third year", lost, "m", -43),
    ):
        bound = {"says": f"about {figure}", **about(figure)} if told else {}
        yield Finding(what=f"{name}, {what}", value=value, unit=unit, **bound)
    what = f"{name}, shoppers among a hundred visitors lost"
    yield Finding(what=what, value=100 * shoppers / lost, low=-2, high=2)
