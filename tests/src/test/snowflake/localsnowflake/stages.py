"""PUT, GET, LIST and REMOVE on named internal stages.

The driver moves the files itself. It is told that the stage is in Google's storage, since that is
the one kind that it reaches by a plain HTTP address ("presigned URL"), and the address is this
server's own. The connector's own stages are in Amazon's, see s3.py: it uploads to Google's without a
session, where driver 3.24.1 and later fail by their own fault. As on Snowflake the client encrypts what it uploads, with a key of the stage; the
server keeps the files in clear, where COPY INTO reads them, and gives them out so.
"""

import base64
import hashlib
import json
import os
import re
import shutil
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from urllib.parse import quote

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from fakesnow.transforms import stage as fakesnow_stage

from localsnowflake import results, s3
from localsnowflake.errors import refusal
from localsnowflake.results import Result, Transfer
from localsnowflake.session import Session

# Path of the files' HTTP addresses on this server.
ADDRESS = "stage-files"
ROOT = Path(fakesnow_stage.LOCAL_BUCKET_PATH)
_KEY = os.urandom(16)

_IDENTIFIER = r'(?:"[^"]+"|[\w$%~]+)'
_STAGE = re.compile(rf"@({_IDENTIFIER}(?:\.{_IDENTIFIER}){{0,2}})(?:/(.*))?$", re.S)
_QUOTED_OR_WORD = r"('(?:[^']|'')*'|[^\s;]+)"
_PUT = re.compile(rf"\s*put\s+{_QUOTED_OR_WORD}\s+{_QUOTED_OR_WORD}(.*)$", re.I | re.S)
_GET = re.compile(rf"\s*get\s+{_QUOTED_OR_WORD}\s+{_QUOTED_OR_WORD}", re.I | re.S)
_ONE = re.compile(rf"\s*(?:list|ls|remove|rm)\s+{_QUOTED_OR_WORD}", re.I | re.S)


@dataclass(frozen=True)
class Location:
    """A stage, with a path in it that may be a folder, a file or the start of a file's name."""

    name: str
    folder: Path
    path: str

    def files(self) -> list[Path]:
        """The file of that very path, else all whose path starts so, in order."""
        exact = self.folder / self.path
        if self.path and exact.is_file():
            return [exact]
        inside = (file for file in self.folder.rglob("*") if file.is_file())
        return sorted(file for file in inside if self.within(file).startswith(self.path))

    def is_of_the_connector(self) -> bool:
        return self.name.lower().startswith("spark_connector_load_stage_")

    def within(self, file: Path) -> str:
        return file.relative_to(self.folder).as_posix()

    def listed(self, file: Path) -> str:
        """A file's name as Snowflake lists it: with the stage's in front, in lower case."""
        return f"{self.name.lower()}/{self.within(file)}"


def locate(session: Session, reference: str) -> Location:
    """The stage that a statement names, as @stage/path, quoted or not."""
    parsed = _STAGE.match(_unquoted(reference))
    if not parsed:
        raise refusal(f"SQL compilation error:\n{reference} is not a stage", 1003, "42000")
    connection = session.connection
    parts = _parts(session, parsed[1])
    lookup = fakesnow_stage.stage_lookup_sql(*parts, connection.table_stages)
    found = session.duckdb.execute(lookup).fetchone()
    if not found:
        raise fakesnow_stage.not_found_error(".".join(parts))
    folder = Path(fakesnow_stage.internal_dir(found[0]))
    fakesnow_stage.internal_dir(found[0], parsed[2] or "")  # refuses a path that leaves the stage
    return Location(parts[2], folder, parsed[2] or "")


def _parts(session: Session, name: str) -> tuple[str, str, str]:
    """Database, schema and name of a stage."""
    connection = session.connection
    if not connection.schema_set and name.count(".") < 2:
        raise refusal("This session does not have a current schema. Call 'USE SCHEMA'.", 90106, "22000")
    return fakesnow_stage.parts_from_var(name, connection.database, connection.schema)


def put(session: Session, sql: str, server: str) -> Transfer:
    """Tells the driver where to upload; the source file's name is the name in the stage."""
    source, target, options = _match(_PUT, sql)
    location = locate(session, target)
    local = _local_path(source)
    if location.is_of_the_connector():
        stage = s3.stage_info(location.folder / location.path, server)
    else:
        stage = _stage_info(location, f"{location.path.strip('/')}/" if location.path else "")
        stage["presignedUrl"] = _address(server, location.folder / location.path / os.path.basename(local))
    return Transfer(
        {
            "command": "UPLOAD",
            "src_locations": [local],
            "stageInfo": stage,
            "encryptionMaterial": {
                "queryStageMasterKey": base64.b64encode(_KEY).decode(),
                "queryId": "local",
                "smkId": 1,
            },
            "parallel": 1,
            "autoCompress": not re.search(r"auto_compress\s*=\s*false", options, re.I),
            "sourceCompression": "auto_detect",
            "overwrite": bool(re.search(r"overwrite\s*=\s*true", options, re.I)),
        }
    )


def get(session: Session, sql: str, server: str) -> Transfer:
    """Tells the driver where to download each file that the path names."""
    source, target = _match(_GET, sql)
    location = locate(session, source)
    files = location.files()
    stage = s3.stage_info(location.folder, server) if location.is_of_the_connector() else _stage_info(location, "")
    return Transfer(
        {
            "command": "DOWNLOAD",
            "src_locations": [location.within(file) for file in files],
            "presignedUrls": [_address(server, file) for file in files],
            # One entry a file, all without a key: the files are given out in clear.
            "encryptionMaterial": [None for _ in files],
            "stageInfo": stage,
            "localLocation": _local_path(target),
            "parallel": 1,
        }
    )


def list_files(session: Session, sql: str) -> Result:
    location = locate(session, *_match(_ONE, sql))
    rows = [
        (location.listed(file), file.stat().st_size, _md5(file), formatdate(file.stat().st_mtime, usegmt=True))
        for file in location.files()
    ]
    return results.listing(results.LIST, ["name", "size", "md5", "last_modified"], rows)


def remove(session: Session, sql: str) -> Result:
    location = locate(session, *_match(_ONE, sql))
    rows = []
    for file in location.files():
        file.unlink()
        rows.append((location.listed(file), "removed"))
    return results.listing(results.REMOVE, ["name", "result"], rows)


def drop(session: Session, reference: str, if_exists: bool) -> None:
    """Drops a stage with its files."""
    parts = _parts(session, reference)
    gone = session.duckdb.execute(
        "DELETE FROM _fs_global._fs_information_schema._fs_stages "
        "WHERE database_name = ? AND schema_name = ? AND name = ? RETURNING name",
        list(parts),
    ).fetchall()
    if not gone and not if_exists:
        raise fakesnow_stage.not_found_error(".".join(parts))
    shutil.rmtree(ROOT.joinpath(*parts), ignore_errors=True)


def forget_database(session: Session, database: str) -> None:
    """Drops all stages of a database that has been dropped."""
    session.duckdb.execute(
        "DELETE FROM _fs_global._fs_information_schema._fs_stages WHERE database_name = ?", [database]
    )
    shutil.rmtree(ROOT / database, ignore_errors=True)


def file_at(address: str) -> Path | None:
    """The file of an address below ADDRESS; None for one outside the stages."""
    file = Path(os.path.normpath(ROOT / address))
    return file if file.is_relative_to(ROOT) else None


def decrypted(encryption: str | None, body: bytes) -> bytes:
    """An upload in clear; encryption is the driver's header, None for a file that is not encrypted."""
    if not encryption:
        return body
    material = json.loads(encryption)
    initial = base64.b64decode(material["ContentEncryptionIV"])
    wrapped_key = base64.b64decode(material["WrappedContentKey"]["EncryptedKey"])
    return decrypted_by(wrapped_key, initial, body)


def decrypted_by(wrapped_key: bytes, initial: bytes, body: bytes) -> bytes:
    """Bytes that were encrypted with a key of their own, which the stage's key has encrypted."""
    return _plain(_plain(_KEY, modes.ECB(), wrapped_key), modes.CBC(initial), body)


def _plain(key: bytes, mode: modes.Mode, text: bytes) -> bytes:
    decryptor = Cipher(algorithms.AES(key), mode).decryptor()
    padding = PKCS7(128).unpadder()
    return padding.update(decryptor.update(text) + decryptor.finalize()) + padding.finalize()


def _stage_info(location: Location, path: str) -> dict:
    # The driver reads endPoint, so it must be there.
    return {"locationType": "GCS", "location": f"{location.name}/{path}", "creds": {}, "endPoint": None}


def _address(server: str, file: Path) -> str:
    return f"{server}/{ADDRESS}/{quote(file.relative_to(ROOT).as_posix())}"


def _md5(file: Path) -> str:
    return hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()


def _match(form: re.Pattern, sql: str) -> tuple[str, ...]:
    found = form.match(sql)
    if not found:
        raise refusal(f"SQL compilation error:\nsyntax error in {sql.strip()[:60]}", 1003, "42000")
    return found.groups()


def _local_path(url: str) -> str:
    """The path in a file URL, as it stands there: the driver compares it with its own."""
    return _unquoted(url).removeprefix("file://")


def _unquoted(text: str) -> str:
    return text[1:-1].replace("''", "'") if text.startswith("'") else text
