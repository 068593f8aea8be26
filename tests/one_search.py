"""A question asked of the terminal twice, in words and as JSON, is searched for once."""

from contextlib import contextmanager

import pytest

from models.analysis.optimise import optimise, second_opinion
from models.analysis.optimise.optimise import search_states
from models.analysis.optimise.second_opinion import second_opinion as another_method


@contextmanager
def one_search():
    """Search once for a question that is asked in words and as JSON, and check it once."""
    searches, opinions = {}, []

    def searched(market, parameters, task):
        if repr(task) not in searches:
            searches[repr(task)] = list(search_states(market, parameters, task))
        return searches[repr(task)]

    def checked(evaluator, best):
        if not opinions:
            opinions.append(another_method(evaluator, best))
        return opinions[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(optimise, "search_states", searched)
        patch.setattr(second_opinion, "second_opinion", checked)
        yield
