"""Starts the local Snowflake server of the tests on a loopback port; it runs until it is killed.

    python server.py --port 8511 --statements statements.jsonl [--sentiment http://127.0.0.1:9000/]

Prints the port once it listens. See the package localsnowflake for what the server can do, and what
a test against it cannot prove.
"""

import argparse
import json
import logging
import os
import socket
import sys
import threading
import warnings

import uvicorn

from localsnowflake import account_usage, kept, sentiment, web
from localsnowflake.connections import watched_protocol
from localsnowflake.engine import Engine
from localsnowflake.hold import Hold
from localsnowflake.parameters import Accounts
from localsnowflake.logins import Logins
from localsnowflake.statement_log import StatementLog


def main() -> None:
    options = arguments()
    kept.use(options.kept)
    # fakesnow's way to fetch rows costs a copy; nothing here is large.
    warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")
    # It tells of everything that it leaves out for DuckDB, such as the comments of columns.
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    accounts = Accounts(json.loads(options.account_parameters))
    account = sentiment.Account(options.functions, options.functions_of_databases, options.sent_texts)
    engine = Engine(StatementLog(options.statements), Hold(options.hold), accounts, account)
    sentiment.install(engine.fakesnow, options.sentiment, account)
    account_usage.install(engine.fakesnow)
    if options.stop_with_stdin:
        threading.Thread(target=stop_with_stdin, daemon=True).start()
    listening = socket.create_server(("127.0.0.1", options.port))
    # A reply is written in two pieces; without this the second waits 40 ms for the first to be acknowledged.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(listening.getsockname()[1], flush=True)
    configuration = uvicorn.Config(
        web.application(engine, Logins(options.users), options.latency_ms / 1000),
        http=watched_protocol(engine.sessions),
        log_level="warning",
        # The server must never be the one who closes: see connections.py.
        timeout_keep_alive=24 * 60 * 60,
    )
    uvicorn.Server(configuration).run(sockets=[listening])


def stop_with_stdin() -> None:
    sys.stdin.read()
    os._exit(0)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Local Snowflake server of the tests")
    parser.add_argument("--port", type=int, default=0, help="a loopback port (default: a free one)")
    parser.add_argument("--statements", help="file to which one JSON line a statement is appended")
    parser.add_argument("--hold", help="file that names the start of a statement that must wait")
    parser.add_argument("--sentiment", help="URL that scores a JSON list of texts (default: five words)")
    parser.add_argument("--users", help="JSON file of who may log in, and with what (default: everybody)")
    parser.add_argument("--latency-ms", type=int, default=0, help="how long every request takes at least (default: 0)")
    parser.add_argument(
        "--account-parameters",
        default="{}",
        help='parameters of accounts as JSON: {"ODD": {"DATE_OUTPUT_FORMAT": "DD.MM.YYYY"}}',
    )
    parser.add_argument("--functions", help="functions that the account has: ai_sentiment,cortex (default: cortex)")
    parser.add_argument("--functions-of-databases", help="file with the functions of single databases, as JSON")
    parser.add_argument("--kept", help="folder of translations that servers take over from each other (default: none)")
    parser.add_argument("--sent-texts", help="file to which one JSON line a batch of scored texts is appended")
    parser.add_argument(
        "--stop-with-stdin", action="store_true", help="end when standard input does, as when the parent has died"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
