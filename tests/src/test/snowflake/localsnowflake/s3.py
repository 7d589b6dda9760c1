"""A bucket of Amazon's storage on this server, into which the Spark connector uploads.

The connector encrypts each file with a key of its own, which the key of the stage encrypts; large files
come in parts. Requests are signed, which is not checked, and their bodies may come in signed chunks.
"""

import base64
import hashlib
import itertools
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response

from localsnowflake import stages

BUCKET = "stage-bucket"
_META = "x-amz-meta-x-amz-"
_CHUNKED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"


class Bucket:
    def __init__(self) -> None:
        self._uploads: dict[str, tuple[dict[str, str], dict[int, bytes]]] = {}
        self._numbers = itertools.count(1)

    async def put(self, request: Request) -> Response:
        file = stages.file_at(request.path_params["path"])
        if file is None:
            return Response(status_code=400)
        body = _body(request.headers.get("x-amz-content-sha256"), await request.body())
        upload = request.query_params.get("uploadId")
        if upload:
            self._uploads[upload][1][int(request.query_params["partNumber"])] = body
        else:
            _keep(file, _material(request), body)
        return Response(headers={"ETag": f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'})

    async def post(self, request: Request) -> Response:
        """Begins an upload in parts, or puts the parts together."""
        key = request.path_params["path"]
        upload = request.query_params.get("uploadId")
        if upload is None:
            upload = str(next(self._numbers))
            self._uploads[upload] = (_material(request), {})
            return _xml("InitiateMultipartUploadResult", Bucket=BUCKET, Key=key, UploadId=upload)
        material, parts = self._uploads.pop(upload)
        _keep(stages.file_at(key), material, b"".join(parts[number] for number in sorted(parts)))
        return _xml("CompleteMultipartUploadResult", Bucket=BUCKET, Key=key, ETag='"parts-1"')


def stage_info(folder: Path, server: str) -> dict:
    """What the connector needs to reach a folder of a stage; the credentials are not checked."""
    return {
        "locationType": "S3",
        "location": f"{BUCKET}/{quote(folder.relative_to(stages.ROOT).as_posix())}",
        "region": "us-west-2",
        "endPoint": server,
        # The driver and the connector know the first two by different names.
        "creds": dict.fromkeys(("AWS_ID", "AWS_KEY", "AWS_KEY_ID", "AWS_SECRET_KEY", "AWS_TOKEN"), "local"),
    }


def _material(request: Request) -> dict[str, str]:
    return {name: request.headers[_META + name] for name in ("key", "iv") if _META + name in request.headers}


def _keep(file: Path, material: dict[str, str], body: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if material:
        body = stages.decrypted_by(base64.b64decode(material["key"]), base64.b64decode(material["iv"]), body)
    file.write_bytes(body)


def _body(signature: str | None, body: bytes) -> bytes:
    """Without the sizes and signatures of its chunks: hex size;chunk-signature=..., the chunk, and so on."""
    if signature != _CHUNKED:
        return body
    plain = bytearray()
    at = 0
    while at < len(body):
        end = body.index(b"\r\n", at)
        size = int(body[at:end].split(b";")[0], 16)
        plain += body[end + 2 : end + 2 + size]
        at = end + 2 + size + 2
    return bytes(plain)


def _xml(kind: str, **parts: str) -> Response:
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in parts.items())
    return Response(f'<?xml version="1.0" encoding="UTF-8"?><{kind}>{inner}</{kind}>', media_type="application/xml")
