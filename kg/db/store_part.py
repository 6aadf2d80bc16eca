"""What every part of the store has."""

from kg.db.database import Database


class StorePart:
    """A group of the store's methods; all parts of one store share one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
