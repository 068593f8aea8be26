"""Parts that pages share: levers, cards, the finding, scenario files, cached computing."""
