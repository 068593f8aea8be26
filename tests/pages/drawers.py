"""Drawers of the pages of Decide, Challenge and Trust; a closed one holds nothing."""

DRAWERS = (
    *("compare.every", "compare.flips", "horizon.title", "worth.title", "compare.differs"),
    *("best.limits.head", "best.effects", "best.plan", "best.opinion.head", "best.locked"),
    *("priorities", "rivals.ways", "rivals.game", "rivals.bill.title", "rivals.money.drawer"),
    *("rivals.kpi.title", "risk.tab.chances", "risk.tab.box", "risk.tab.tornado"),
    *("risk.tab.regret", "risk.tab.sobol", "structure.hinges", "structure.degrees"),
    *("structure.effects", "structure.orders.head", "structure.latest"),
    *("cases.decision", "cases.lines", "cases.services", "cases.beside", "cases.missed"),
    *("cases.every", "accuracy.misses", "accuracy.scores", "accuracy.by_horizon"),
    *("recovery.title", "laws", "assumptions.known", "assumptions.tab.all"),
    *("assumptions.tab.range", "own_day.gaps", "own_day.numbers"),
    *("ledger.details", "ledger.scores", "library.comments"),
)
