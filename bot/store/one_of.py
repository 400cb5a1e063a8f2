"""`column is one of these values`, as each database finds them the fastest.

`IN (…)` is another statement for every number of values. PostgreSQL plans each anew, which takes longer than
running it, so there it is one array. SQLite plans in no time, and uses no index for anything but `IN (…)`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, ColumnElement, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import Boolean


class _OneOf(FunctionElement[bool]):
    name = "one_of"
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Any:
        # SQLite has no booleans, so SQLAlchemy would compare with 1, and no index serves that.
        return self


@compiles(_OneOf, "postgresql")
def _by_array(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, values = element.clauses
    return f"{compiler.process(column, **options)} = ANY ({compiler.process(values, **options)})"


@compiles(_OneOf, "sqlite")
def _by_list(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, values = element.clauses
    listed = column.in_(bindparam(values.key, type_=column.type, expanding=True))
    return compiler.process(listed, **options)


def one_of(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Whether the column is one of the values that are given as the parameter `name`, a list."""
    return _OneOf(column, bindparam(name, type_=ARRAY(column.type)))
