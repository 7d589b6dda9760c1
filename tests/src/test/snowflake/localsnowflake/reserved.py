"""Refuses Snowflake's reserved words as names without quotes, where sqlglot takes them."""

from sqlglot import Expr, exp

from localsnowflake.errors import refusal

# https://docs.snowflake.com/en/sql-reference/reserved-keywords, without those that are names everywhere but
# in SHOW (account, database, schema, view, ..) and those that are functions or values where they stand alone.
WORDS = frozenset(
    """
    all alter and any as between by case cast check column connect constraint create cross current delete distinct drop
    else exists following for from full grant group having ilike in increment inner insert intersect into is join lateral
    left like minus natural not null of on or order qualify regexp revoke right rlike row rows sample select set some
    start table tablesample then to trigger try_cast union unique update using values when whenever where with
    """.split()
)


def refuse(statement: Expr) -> None:
    for identifier in statement.find_all(exp.Identifier):
        if not identifier.quoted and identifier.name.lower() in WORDS:
            word = identifier.name
            raise refusal(f"SQL compilation error:\nsyntax error unexpected '{word}'.", 1003, "42000")
