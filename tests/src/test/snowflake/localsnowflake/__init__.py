"""A local stand-in for a Snowflake account, for tests: fakesnow's SQL engine behind our own front.

fakesnow translates Snowflake's SQL to DuckDB and runs it in memory. This package answers the HTTP
requests of the JDBC driver and adds what the driver, the Spark connector and the product need and
fakesnow 0.12.1 lacks:

    web            the HTTP requests; every failure becomes a Snowflake error, since the driver
                   repeats a request that was answered with HTTP 500 for up to a minute
    engine         one statement: transactions, binds, results, errors, the statement log
    session        what belongs to one login: parameters, transaction, running statement
    logins         who may log in, and with what
    endings        ends sessions and tokens while clients use them
    connections    rolls back the transaction of a client that has died
    own_statements statements that fakesnow does not know (ALTER SESSION, SHOW GRANTS, ...)
    parameters     session parameters of accounts, logins and ALTER SESSION
    formats        casts, divisions, averages and collations as Snowflake has them
    reserved       reserved words are no names
    grants         grants on views, which vanish on replace; not checked
    comments       comments of views
    translations   queries and changes of rows, translated once
    created_tables CREATE TABLE, translated once for all schemas
    kept           what servers take over from those before them
    functions      CURRENT_ROLE() and the like
    stages         PUT, GET, LIST and REMOVE on internal stages, with client-side encryption
    s3             the bucket that the connector uploads to
    copy_into      COPY INTO with the file formats that the Spark connector writes
    binds          bound values of the driver as Python values
    sentiment      SNOWFLAKE.CORTEX.SENTIMENT and AI_SENTIMENT, as far as the account has them
    account_usage  SNOWFLAKE.ACCOUNT_USAGE, empty
    statement_log  one JSON line per statement, so that a test sees what was sent

What a green test against it cannot prove: that Snowflake itself parses, types and loads the same.
Known differences: without a file of users everybody may log in; no rights are checked; DuckDB's optimistic conflicts
stand where Snowflake waits for a lock; after a failed statement in a transaction only ROLLBACK is
possible; SWAP is three renames; a date or a double that || makes a text of is DuckDB's; no parameter has an effect
but those in parameters.py.
"""
