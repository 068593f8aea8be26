"""Making a market: reported figures, the rules of all markets and a vintage's judgements in.

``market_figures`` finds what was reported, ``market_growth`` says how a number moved since the
vintage before, ``market_rules_made`` sets numbers by rules, ``market_solves`` sets rates and costs
to reported totals, ``market_making`` puts them together, ``market_text`` writes the file.
"""
