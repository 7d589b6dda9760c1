"""Queries and changes of rows translated once: a run sends the same texts month after month, with other values.

fakesnow parses a statement three times and visits its tree some seventy times, which takes longer than DuckDB needs to
run it. Other servers take its translations over, see kept.py.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import fakesnow.cursor
from fakesnow.dialect import parse_one as parse_anew
from sqlglot import Expr, exp

from localsnowflake import functions, kept
from localsnowflake.parameters import NEW_ACCOUNT
from localsnowflake.session import Session

_KINDS = (exp.Select, exp.SetOperation, exp.Insert, exp.Update, exp.Delete, exp.Merge)

# What has another translation in another schema or session, or by a value that is bound: names of a schema in
# INFORMATION_SCHEMA, IDENTIFIER(?), RESULT_SCAN, stages, variables.
_OF_A_SESSION = re.compile(r"information_schema|identifier\s*\(|result_scan|[@$]", re.I)

_MOST = 2000


class Translated:
    """A translated tree with its text, which sqlglot would write anew each time; for readers of the tree."""

    def __init__(self, tree: Expr, text: str) -> None:
        self._tree = tree
        self._text = text

    def of_runs(self, ids: list[str]) -> "Translated":
        text = self._text
        for number, run in enumerate(ids):
            text = text.replace(_place(number), run)
        return Translated(self._tree, text) if ids else self

    @property
    def __class__(self) -> type:
        return type(self._tree)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tree, name)

    def sql(self, dialect: str) -> str:
        return self._text if dialect == "duckdb" else self._tree.sql(dialect=dialect)


@lru_cache(_MOST)
def _shared(sql: str) -> Expr | None:
    """The tree of a statement that nobody changes; None if it must be parsed anew."""
    tree = parse_anew(sql)
    return tree if isinstance(tree, _KINDS) and not tree.args.get("overwrite") else None


# Each run has its own in its statements, which are the same otherwise.
_RUN_ID = re.compile(r"'\d{8}T\d{6}-[0-9a-f]{8}'")


def _template(sql: str) -> tuple[str, list[str]]:
    """The statement with a number in the place of each id of a run, and the ids."""
    ids = sorted(set(_RUN_ID.findall(sql)))
    for number, run in enumerate(ids):
        sql = sql.replace(run, _place(number))
    return sql, ids


def _place(number: int) -> str:
    return f"'id of run {number}'"


def parse_one(sql: str) -> Expr:
    template, _ = _template(sql)
    return _shared(template if _is_the_same_for_all(template) else sql) or parse_anew(sql)


@lru_cache(_MOST)
def _is_the_same_for_all(sql: str) -> bool:
    tree = _shared(sql)
    return tree is not None and not _OF_A_SESSION.search(sql) and not tree.find(*functions.OF_A_SESSION)


_known: dict[tuple, Translated] = {}


def of(session: Session, sql: str, translate: Callable[[], Expr]) -> Expr:
    """The translation of a statement, by the formats of the session; translate works on the tree of parse_one."""
    template, ids = _template(sql)
    if not _is_the_same_for_all(template):
        return translate()
    key = (template, *(session.parameters[name] for name in NEW_ACCOUNT))
    if key not in _known:
        if len(_known) >= _MOST:
            _known.clear()
        _known[key] = Translated(*kept.made_once(("translation", *key), lambda: _with_text(translate())))
    return _known[key].of_runs(ids)


def _with_text(tree: Expr) -> tuple[Expr, str]:
    return tree, tree.sql(dialect="duckdb")


def install() -> None:
    """fakesnow's cursor takes trees from here too."""
    fakesnow.cursor.parse_one = parse_one
