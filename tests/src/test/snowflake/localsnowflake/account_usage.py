"""The two views of SNOWFLAKE.ACCOUNT_USAGE that tell of costs, as empty tables.

An account fills them hours after a statement; here a test inserts what it wants to find.
"""

from fakesnow.instance import FakeSnow

_TABLES = (
    """CREATE TABLE SNOWFLAKE.ACCOUNT_USAGE.QUERY_ATTRIBUTION_HISTORY (
      QUERY_ID VARCHAR, QUERY_TAG VARCHAR, START_TIME TIMESTAMP_LTZ, CREDITS_ATTRIBUTED_COMPUTE FLOAT)""",
    """CREATE TABLE SNOWFLAKE.ACCOUNT_USAGE.CORTEX_AI_FUNCTIONS_USAGE_HISTORY (
      QUERY_ID VARCHAR, QUERY_TAG VARCHAR, START_TIME TIMESTAMP_LTZ, METRICS VARIANT, CREDITS NUMBER(38, 9))""",
)


def install(fakesnow: FakeSnow) -> None:
    """After the database SNOWFLAKE, which sentiment makes."""
    cursor = fakesnow.connect().cursor()
    cursor.execute("CREATE SCHEMA SNOWFLAKE.ACCOUNT_USAGE")
    for table in _TABLES:
        cursor.execute(table)
