"""The board pack: what deck, workbook, memo and page tell of a plan, in one model."""
