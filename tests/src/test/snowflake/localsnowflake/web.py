"""The HTTP requests of the JDBC driver."""

import asyncio
import gzip
import json
from typing import Any

from fakesnow.expr import normalise_ident
from fakesnow.statement_type import INSERT
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from localsnowflake import endings, functions, stages
from localsnowflake.connections import clients
from localsnowflake.endings import Endings
from localsnowflake.engine import Engine, Statement
from localsnowflake.errors import SnowflakeError, as_snowflake_error
from localsnowflake.logins import Logins
from localsnowflake.results import Result, Transfer
from localsnowflake.session import Session

_TOKEN = 'Snowflake Token="'


class Web:
    def __init__(self, engine: Engine, logins: Logins) -> None:
        self._engine = engine
        self._logins = logins
        self._endings = Endings(engine.sessions)

    def routes(self) -> list[Route]:
        return [
            Route("/session/v1/login-request", self.login, methods=["POST"]),
            Route("/session", self.session, methods=["POST"]),
            Route("/session/token-request", self.renewal, methods=["POST"]),
            Route("/session/heartbeat", self.heartbeat, methods=["POST"]),
            Route("/queries/v1/query-request", self.query, methods=["POST"]),
            Route("/queries/v1/abort-request", self.abort, methods=["POST"]),
            Route("/monitoring/queries/{query_id}", self.monitoring, methods=["GET"]),
            Route("/telemetry/send", self.heartbeat, methods=["POST"]),
            Route("/local/endings", self.end, methods=["POST"]),
            Route("/local/endings/{database}", self.waiting, methods=["GET"]),
            Route("/local/logins/{database}", self.logins, methods=["GET"]),
            Route(f"/{stages.ADDRESS}/{{path:path}}", self.upload, methods=["PUT"]),
            Route(f"/{stages.ADDRESS}/{{path:path}}", self.download, methods=["GET"]),
        ]

    async def login(self, request: Request) -> JSONResponse:
        data = (await _json(request))["data"]
        query = request.query_params
        asked = data.get("SESSION_PARAMETERS") or {}
        details = {
            "database": _identifier(query.get("databaseName")),
            "schema": _identifier(query.get("schemaName")),
            "warehouse": _identifier(query.get("warehouse")),
            "role": _identifier(query.get("roleName")),
            "account": data.get("ACCOUNT_NAME"),
            "user": data.get("LOGIN_NAME"),
            "parameters": asked,
            # Without this a login with a name that does not exist goes on without it.
            "validate": asked.get("CLIENT_VALIDATE_DEFAULT_PARAMETERS") in (True, "true"),
        }
        try:
            self._logins.check(data.get("ACCOUNT_NAME"), data, details["database"])
            token = await run_in_threadpool(self._engine.login, details)
        except Exception as failure:
            return _failed(as_snowflake_error(failure))
        return JSONResponse({"data": self._logged_in(token), "success": True})

    def _logged_in(self, token: str) -> dict[str, Any]:
        session = self._engine.sessions.get(token)
        return {
            "token": token,
            "masterToken": token,
            # A driver that keeps a session alive sends heartbeats without a pause if a token is valid for 0 s.
            "validityInSeconds": 3600,
            "masterValidityInSeconds": 14400,
            "sessionId": session.number,
            "serverVersion": functions.VERSION,
            # The driver and the connector read back what they asked for.
            "parameters": _parameters(session)
            + [{"name": "CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY", "value": 3600}],
            "sessionInfo": {
                "databaseName": functions.current_database(session),
                "schemaName": functions.current_schema(session),
                "warehouseName": session.warehouse,
                "roleName": session.role,
            },
        }

    async def session(self, request: Request) -> JSONResponse:
        if request.query_params.get("delete"):
            if self._session(request) is None:
                return self._unknown_session(request)
            await run_in_threadpool(self._engine.sessions.close, _token(request))
            return _done()
        return await self.heartbeat(request)

    async def renewal(self, request: Request) -> JSONResponse:
        """A new token for a session; one that has ended cannot be renewed."""
        token = _token(request)
        if self._session(request) is None:
            return self._unknown_session(request)
        return JSONResponse({"data": {"sessionToken": token, "masterToken": token}, "success": True})

    async def end(self, request: Request) -> JSONResponse:
        """Of the tests: see the module endings."""
        await run_in_threadpool(self._endings.add, await _json(request))
        return _done()

    async def waiting(self, request: Request) -> JSONResponse:
        """Of the tests: how many endings have not happened yet."""
        return JSONResponse({"waiting": self._endings.waiting(request.path_params["database"])})

    async def logins(self, request: Request) -> JSONResponse:
        """Of the tests: the authenticators of the logins to a database."""
        return JSONResponse({"logins": self._logins.made(request.path_params["database"])})

    async def heartbeat(self, request: Request) -> JSONResponse:
        return _done() if self._session(request) else self._unknown_session(request)

    async def query(self, request: Request) -> JSONResponse:
        session = self._session(request)
        if session is None:
            return self._unknown_session(request)
        body = await _json(request)
        tag = (body.get("parameters") or {}).get("QUERY_TAG") or session.query_tag
        await run_in_threadpool(self._endings.end_before, session, body["sqlText"], tag)
        if self._session(request) is None:
            return self._unknown_session(request)
        try:
            if body.get("describeOnly"):
                described = await run_in_threadpool(self._engine.describe, session, body["sqlText"])
                return _described(session, described, body["sqlText"])
            outcome = await run_in_threadpool(self._engine.execute, session, _statement(request, body))
        except SnowflakeError as error:
            return _failed(error)
        return _answered(session, outcome)

    async def abort(self, request: Request) -> JSONResponse:
        session = self._session(request)
        if session:
            session.cancel((await _json(request)).get("requestId"))
        return _done()

    async def monitoring(self, request: Request) -> JSONResponse:
        known = request.path_params["query_id"] in self._engine.sessions.results
        return JSONResponse({"data": {"queries": [{"status": "SUCCESS"}] if known else []}, "success": True})

    async def upload(self, request: Request) -> Response:
        file = stages.file_at(request.path_params["path"])
        if file is None:
            return Response(status_code=400)
        body = stages.decrypted(request.headers.get("x-goog-meta-encryptiondata"), await request.body())
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        return Response()

    async def download(self, request: Request) -> Response:
        file = stages.file_at(request.path_params["path"])
        if file is None or not file.is_file():
            return Response(status_code=404)
        return Response(file.read_bytes(), media_type="application/octet-stream")

    def _unknown_session(self, request: Request) -> JSONResponse:
        """An expired token is told apart from one that cannot be renewed by who asks: see the driver."""
        code = self._engine.sessions.why_ended(_token(request)) or 390104
        if code == endings.TOKEN_EXPIRED and request.url.path == "/session/token-request":
            code = 390114
        return _failed(endings.refused(code))

    def _session(self, request: Request) -> Session | None:
        session = self._engine.sessions.get(_token(request))
        if session:
            clients.serves(request.scope["client"], session)
        return session


def application(engine: Engine, logins: Logins, latency_seconds: float = 0) -> ASGIApp:
    """Each request waits for the latency first, as it would on its way to an account and back."""
    answering = Starlette(routes=Web(engine, logins).routes())

    async def delayed(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and latency_seconds:
            await asyncio.sleep(latency_seconds)
        await answering(scope, receive, send)

    return delayed


def _statement(request: Request, body: dict[str, Any]) -> Statement:
    return Statement(
        sql=body["sqlText"],
        bindings=body.get("bindings"),
        request=request.query_params.get("requestId"),
        server=str(request.base_url).rstrip("/"),
        asynchronous=bool(body.get("asyncExec")),
        parameters=body.get("parameters") or {},
    )


def _answered(session: Session, outcome: Result | Transfer) -> JSONResponse:
    if isinstance(outcome, Transfer):
        return JSONResponse({"data": outcome.data, "success": True})
    return JSONResponse({"data": outcome.data() | _final(session, outcome), "success": True})


def _described(session: Session, described: Result, sql: str) -> JSONResponse:
    # The driver sends a batch as one request only if it is told that this is supported.
    more = {"numberOfBinds": functions.placeholders(sql), "arrayBindSupported": described.kind == INSERT}
    return JSONResponse({"data": described.data() | _final(session, described) | more, "success": True})


def _final(session: Session, result: Result) -> dict[str, Any]:
    return {
        "parameters": _parameters(session),
        "queryId": result.query_id,
        "statementTypeId": result.kind,
        "finalDatabaseName": functions.current_database(session),
        "finalSchemaName": functions.current_schema(session),
        "finalWarehouseName": session.warehouse,
        "finalRoleName": session.role,
    }


def _parameters(session: Session) -> list[dict[str, Any]]:
    return [{"name": name, "value": value} for name, value in session.parameters.items()]


def _failed(error: SnowflakeError) -> JSONResponse:
    number = f"{error.errno:06d}"
    data = {"errorCode": number, "sqlState": error.sqlstate}
    return JSONResponse({"data": data, "code": number, "message": error.raw_msg, "success": False})


def _done() -> JSONResponse:
    return JSONResponse({"data": None, "code": None, "message": None, "success": True})


def _token(request: Request) -> str:
    return request.headers.get("Authorization", "").removeprefix(_TOKEN).rstrip('"')


def _identifier(name: str | None) -> str | None:
    return normalise_ident(name) if name else None


async def _json(request: Request) -> dict[str, Any]:
    body = await request.body()
    if request.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return json.loads(body)
