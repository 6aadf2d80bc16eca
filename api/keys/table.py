"""The rows of the keys: what each opens, and a digest of its secret."""

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256

import sqlalchemy as sa

from api.keys.limits import CallLimits
from api.settings import Settings
from extraction.state.sql_database import SqlDatabase
from schemas.api_key import ApiKey, KeyRequest, NewApiKey
from schemas.errors import InputError, NotFoundError

METADATA = sa.MetaData()
_KEY = sa.Table(
    "api_key",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False, unique=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("scopes", sa.String(64), nullable=False),
    sa.Column("per_minute", sa.Integer),
    sa.Column("made_at", sa.String(40), nullable=False),
    sa.Column("expires_at", sa.String(40)),
    sa.Column("revoked_at", sa.String(40)),
)
_SECRET_BYTES = 32
_SHOWN = [column for column in _KEY.c if column.name != "digest"]


def digest_of(secret: str) -> str:
    """What is kept of a secret; one of 256 random bits needs no slow hash."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _checked_expiry(expires: datetime | None, now: datetime) -> datetime | None:
    """The time in UTC, which is later than now."""
    try:
        if expires is None or (expires.tzinfo and expires > now):
            return expires and expires.astimezone(UTC)
    except OverflowError:  # the last hours of the year 9999, west of Greenwich
        pass
    raise InputError(
        "a key cannot expire in the past, after the year 9999, or at a time without its zone",
        remedy="Give a later time, such as 2027-01-01T00:00:00Z.",
    )


class ApiKeyTable:
    """Makes, finds and revokes keys; each call sees what any process did before."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database
        self.limits = CallLimits(database)
        """How often they may call."""

    async def make(self, wished: KeyRequest) -> NewApiKey:
        """Make a key.

        Raises:
            InputError: it would have expired already, or its time has no zone.
            BackendError: the job database failed.
        """
        now = datetime.now(UTC)
        expires = _checked_expiry(wished.expires_at, now)
        secret = f"cg-{secrets.token_urlsafe(_SECRET_BYTES)}"
        key = NewApiKey(**dict(wished), id=secrets.token_hex(4), made_at=now, secret=secret)
        row = {
            "id": key.id,
            "digest": digest_of(secret),
            "name": key.name,
            "scopes": " ".join(key.scopes),
            "per_minute": key.per_minute,
            "made_at": now.isoformat(),
            "expires_at": expires and expires.isoformat(),
        }
        await self._database.run(lambda connection: connection.execute(sa.insert(_KEY).values(row)))
        return key

    async def all(self) -> list[ApiKey]:
        """All keys that were ever made, the latest first."""
        rows = sa.select(*_SHOWN).order_by(_KEY.c.made_at.desc(), _KEY.c.id)
        found = await self._database.run(lambda connection: connection.execute(rows).mappings().all())
        return [_key(row) for row in found]

    async def find(self, secret: str) -> ApiKey | None:
        """The key with this secret, if it opens now."""
        rows = sa.select(*_SHOWN).where(_KEY.c.digest == digest_of(secret), _KEY.c.revoked_at.is_(None))
        row = await self._database.run(lambda connection: connection.execute(rows).mappings().one_or_none())
        key = None if row is None else _key(row)
        return None if key is None or (key.expires_at and key.expires_at <= datetime.now(UTC)) else key

    async def revoke(self, key_id: str) -> ApiKey:
        """Let the key open nothing from now on; one that was revoked before stays as it is.

        Raises:
            NotFoundError: there is no such key.
        """
        change = (
            sa.update(_KEY)
            .where(_KEY.c.id == key_id, _KEY.c.revoked_at.is_(None))
            .values(revoked_at=datetime.now(UTC).isoformat())
        )

        def work(connection: sa.Connection) -> sa.RowMapping | None:
            connection.execute(change)
            return connection.execute(sa.select(*_SHOWN).where(_KEY.c.id == key_id)).mappings().one_or_none()

        row = await self._database.run(work)
        if row is None:
            raise NotFoundError(
                f"there is no key {key_id}", remedy="list the keys: GET /v1/keys, or citegraph keys list"
            )
        return _key(row)


def _key(row: sa.RowMapping) -> ApiKey:
    return ApiKey.model_validate({**row, "scopes": tuple(row["scopes"].split())})


@contextmanager
def open_key_table(settings: Settings) -> Iterator[ApiKeyTable]:
    """The keys in the job database, whose tables the owner of the jobs has brought up to date.

    Raises:
        BackendError: the database cannot be opened.
    """
    with closing(SqlDatabase(settings.jobs_database_url)) as database:
        yield ApiKeyTable(database)
