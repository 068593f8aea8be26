"""Tests of levers on a part of the market: files, rules, and the model's own sign."""
