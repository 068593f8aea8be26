"""Two Roads: the market model.

``load_market`` and ``load_parameters`` read the data, ``read_scenarios`` a plan,
``project`` turns the three into a ``Projection``, whose ``to_frame`` is tidy.
"""
