"""Run comity and read its results.

>>> import comity
>>> results = comity.run("two-states", {"assist.load": 0.7}, replicates=2)
>>> results.metrics.trust.dims
('replicate', 'time', 'provider')
>>> comity.law.why("northland", on="2021-06-01", effect="compels",
...                given="order is ours, data here, content data, judge approved").answer.tolist()
['yes']

The model is the program `comity`, found as `comity.program.find` says; this package calls it and labels what it writes.
"""

from comity import charts, ema, law, salib
from comity.program import ComityError, ComityWarning, InputError, NotFinished, ProgramError, find, scenarios, table
from comity.results import Results, open
from comity.simulate import run, sweep

__version__ = "0.2.0"
__all__ = ["ComityError", "ComityWarning", "InputError", "NotFinished", "ProgramError", "Results", "charts", "ema", "find", "law", "open",
           "run", "salib", "scenarios", "sweep", "table"]
