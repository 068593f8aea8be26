"""A plan: what it may hold, how it is checked, written to a file or an address, and named."""

from models.scenario.scenario import LEVERS, POSTURES, Scenario, Step, scenario_from_levers

__all__ = ["LEVERS", "POSTURES", "Scenario", "Step", "scenario_from_levers"]
