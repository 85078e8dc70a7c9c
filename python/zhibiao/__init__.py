"""zhibiao (指标): Chinese government prose into data.

>>> import zhibiao
>>> for record in zhibiao.extract("截至11月末，全市新建改造公厕246座，完成年计划的102.5%。"):
...     print(record.indicator, record.actual, record.target)
新建改造公厕 246座 about 240座

Values are exact (Decimal, Fraction), dates are datetime.date, and `start`, `end` slice the text that was given.
"""
from ._arrow import Table, extract_table
from ._api import Error, Parser, RuleError, Rules, explain, extract, tokens
from ._c import LibraryError, library as _library
from ._compare import Pair, Pairs, compare
from ._explain import Explanation
from ._records import Document, Quantity, Record, Records, RuleCheck, Token, Unit

__all__ = ["Document", "Error", "Explanation", "LibraryError", "Pair", "Pairs", "Parser", "Quantity", "Record", "Records", "RuleCheck",
           "RuleError", "Rules", "Table", "Token", "Unit", "compare", "explain", "extract", "extract_table", "libraries", "tokens", "version"]


def version() -> str:
    """The library's version."""
    return str(_library().cdll.zhibiao_version().decode())


def libraries() -> str:
    """What it was built with: "ICU 72.1, PCRE2 10.42, JIT on"."""
    return str(_library().cdll.zhibiao_libraries().decode())


def __getattr__(name: str) -> str:
    if name == "__version__":
        return version()
    raise AttributeError(f"module 'zhibiao' has no attribute {name!r}")
