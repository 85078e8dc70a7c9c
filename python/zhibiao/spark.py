"""Records of a Spark DataFrame: the road past one machine.

    from zhibiao.spark import extract
    records = extract(df, "text", source_col="url", date_col="published")
    records.where("actual_unit = '人'").groupBy("indicator").sum("actual_value")

Each row of text becomes a row a record; a text that cannot be read becomes one row with error_code and error_message, and the
job goes on. The other columns of `df` stay beside the records (renamed doc_… where a record has a column of that name). Work is
done by mapInArrow: Arrow batches in, Arrow batches out, one set of rules a worker process. A worker that dies loses nothing:
Spark gives its part to another, and the same text always gives the same records.

On a cluster each worker needs this package and its library. The surest way is the wheel in a packed environment:

    python3 -m venv env && env/bin/pip install zhibiao-….whl pyspark pyarrow venv-pack && env/bin/venv-pack -o env.tar.gz
    spark-submit --archives env.tar.gz#env --conf spark.pyspark.python=./env/bin/python job.py

Without a packed environment, where the workers have pyarrow, the two parts can be sent alone (`zip -r zhibiao.zip zhibiao` in python/):

    spark-submit --py-files zhibiao.zip --files libzhibiao.so.0 --conf spark.executorEnv.ZHIBIAO_LIBRARY=./libzhibiao.so.0 job.py

The workers' machines need libicu, libpcre2-8 and libgumbo (Debian: libicu72 libpcre2-8-0 libgumbo1), the driver's too.
"""
from __future__ import annotations

import ctypes
import os
from ctypes import POINTER
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple, Union

from . import _arrow
from ._api import Day, Rules

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

PIECE = 1000  # documents that are held at a time
Files = Tuple[Tuple[str, bytes], ...]
Mapper = Callable[[Iterable[Any]], Iterator[Any]]


@lru_cache(maxsize=4)
def rules_of(files: Files) -> Rules:
    """One set of rules a worker process, for as long as Spark keeps the process."""
    rules = Rules()
    for name, data in files:
        rules.add(name, data)
    return rules


def formats() -> Dict[str, str]:
    """The record columns and their Arrow formats; a dictionary is what its values are."""
    schema = _arrow.schema_of()
    out = {}
    for i in range(schema.n_children):
        column = ctypes.cast(schema.children[i], POINTER(_arrow.Schema)).contents
        out[column.name.decode()] = "u" if column.dictionary else column.format.decode()
    _arrow.release(schema)
    del out["document"]  # its number in a batch says nothing to the caller
    return out


def mapper(text_col: str, kept: Dict[str, str], *, source_col: Optional[str] = None, date_col: Optional[str] = None,
           region_col: Optional[str] = None, date: Optional[Day] = None, region: Optional[str] = None,
           encoding: Optional[str] = None, html: Optional[bool] = None, select: Optional[str] = None, all: bool = False,
           files: Files = ()) -> Mapper:
    """What runs on the workers: batches of documents to batches of records. `kept` names columns and what they become."""

    def run(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            for at in range(0, batch.num_rows, PIECE):
                yield from records_of(batch.slice(at, PIECE))

    def records_of(batch: Any) -> Iterator[Any]:
        import pyarrow

        def column(name: Optional[str]) -> Iterable[Any]:
            return [None] * batch.num_rows if name is None else batch.column(name).to_pylist()

        texts = batch.column(text_col).cast(pyarrow.large_binary())  # the bytes as they lie, not a str and bytes again
        told = (_arrow.Told(None if s is None else str(s), d or date, r or region)
                for s, d, r in zip(column(source_col), column(date_col), column(region_col)))
        table = _arrow.read_table(zip(texts.to_pylist(), told), encoding=encoding, html=html, select=select, all=all,
                                  rules=rules_of(files))
        records = pyarrow.table(table)
        rows = records.column("document")
        columns = [batch.column(name).take(rows.combine_chunks()) for name in kept]
        for name in formats():
            values = records.column(name)
            if pyarrow.types.is_dictionary(values.type):  # Spark reads no dictionaries
                values = values.cast(values.type.value_type)
            columns.append(values)
        yield from pyarrow.table(columns, names=[*kept.values(), *formats()]).to_batches()

    return run


def schema(df: DataFrame, kept: Dict[str, str]) -> Any:
    """The columns that are kept, then the records'."""
    from pyspark.sql import types

    kinds = {"u": types.StringType(), "+l": types.ArrayType(types.StringType()), "d:38,10": types.DecimalType(38, 10),
             "tdD": types.DateType(), "l": types.LongType(), "g": types.DoubleType()}
    fields = [types.StructField(new, df.schema[old].dataType, df.schema[old].nullable) for old, new in kept.items()]
    return types.StructType(fields + [types.StructField(name, kinds[kind]) for name, kind in formats().items()])


def kept_columns(df: DataFrame, text_col: str, keep: Optional[Sequence[str]]) -> Dict[str, str]:
    names = [name for name in df.columns if name != text_col] if keep is None else list(keep)
    taken = formats()
    return {name: f"doc_{name}" if name in taken else name for name in names}


def extract(df: DataFrame, text_col: str = "text", *, keep: Optional[Sequence[str]] = None, source_col: Optional[str] = None,
            date_col: Optional[str] = None, region_col: Optional[str] = None, date: Optional[Day] = None,
            region: Optional[str] = None, encoding: Optional[str] = None, html: Optional[bool] = None,
            select: Optional[str] = None, all: bool = False,
            rules: Sequence[Union[str, "os.PathLike[str]"]] = ()) -> DataFrame:
    """The records of the texts in `text_col` (string or binary). `keep` names the other columns that stay, None all of them;
    `source_col`, `date_col` and `region_col` name columns with what extract takes as source, date and region, `date` and
    `region` stand where those are null. `rules` are rule files on the driver: their bytes travel with the job.
    """
    kept = kept_columns(df, text_col, keep)
    files: List[Tuple[str, bytes]] = []
    for path in rules:
        with open(path, "rb") as file:
            files.append((os.fspath(path), file.read()))
    rules_of(tuple(files))  # a malformed file fails here, with file and line, and not on a worker
    run = mapper(text_col, kept, source_col=source_col, date_col=date_col, region_col=region_col, date=date, region=region,
                 encoding=encoding, html=html, select=select, all=all, files=tuple(files))
    return df.mapInArrow(run, schema(df, kept))
