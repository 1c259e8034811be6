"""Where contents lie: GridFS in the service's own database, or a bucket that speaks S3.

A content has a key of its own and is written once, after a mark that says so (collection `uploads`): whatever a killed
process left half written is found by its mark, and removed.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from gridfs import GridFSBucket, NoFile
from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

FILES, UPLOADS, CONTENTS = "files", "uploads", "contents"
COLLECTIONS = {
    FILES: [
        IndexModel([("key", ASCENDING)]),
        IndexModel([("owners", ASCENDING), ("at", ASCENDING)]),
        IndexModel([("at", ASCENDING)], partialFilterExpression={"unclaimed": True}),
    ],
    UPLOADS: [IndexModel([("at", ASCENDING)])],
    f"{CONTENTS}.files": [IndexModel([("filename", ASCENDING), ("uploadDate", ASCENDING)])],
    f"{CONTENTS}.chunks": [IndexModel([("files_id", ASCENDING), ("n", ASCENDING)], unique=True)],
}
PIECE = 256 * 1024


class Shelf(Protocol):
    """Contents by key; `open` raises KeyError when there is none."""

    def put(self, key: str, body: bytes, kind: str) -> None: ...

    def open(self, key: str) -> Iterator[bytes]: ...

    def remove(self, key: str) -> None: ...


def shelf(database: Database, url: str) -> Shelf:
    """The shelf of a service: GridFS, or the bucket of `s3://bucket/prefix?endpoint=https://…&region=…`.

    Credentials of a bucket come as its client finds them (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, a role).
    """
    return _bucket(url, database.name) if url else Grid(database)


class Grid:
    """GridFS, in chunks beside the documents."""

    def __init__(self, database: Database) -> None:
        self._bucket = GridFSBucket(database, CONTENTS, chunk_size_bytes=PIECE)
        self._chunks = database[f"{CONTENTS}.chunks"]

    def put(self, key: str, body: bytes, kind: str) -> None:
        self._bucket.upload_from_stream_with_id(key, key, body)

    def open(self, key: str) -> Iterator[bytes]:
        try:
            stream = self._bucket.open_download_stream(key)
        except NoFile:
            raise KeyError(key) from None
        return iter(lambda: stream.read(PIECE), b"")

    def remove(self, key: str) -> None:
        try:
            self._bucket.delete(key)
        except NoFile:  # its writer died between the chunks and the file
            self._chunks.delete_many({"files_id": key})


class Bucket:
    """An S3 bucket; each database has a folder of its own in it."""

    def __init__(self, client: Any, name: str, folder: str) -> None:
        self._client, self._name, self._folder = client, name, folder

    def put(self, key: str, body: bytes, kind: str) -> None:
        self._client.put_object(Bucket=self._name, Key=self._folder + key, Body=body, ContentType=kind)

    def open(self, key: str) -> Iterator[bytes]:
        try:
            found = self._client.get_object(Bucket=self._name, Key=self._folder + key)
        except self._client.exceptions.NoSuchKey:
            raise KeyError(key) from None
        return found["Body"].iter_chunks(PIECE)

    def remove(self, key: str) -> None:
        self._client.delete_object(Bucket=self._name, Key=self._folder + key)


@lru_cache
def _bucket(url: str, folder: str) -> Bucket:
    import boto3  # half a second and 80 MB that only those pay who use a bucket

    parts = urlsplit(url)
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    client = boto3.client("s3", endpoint_url=options.get("endpoint"), region_name=options.get("region"))
    prefix = parts.path.strip("/")
    return Bucket(client, parts.netloc, f"{prefix}/{folder}/" if prefix else f"{folder}/")
