"""When, where, as what or how much a statement holds."""

from schemas.value import Value


class Qualifier(Value):
    """A circumstance of a statement.

    `name` is one of those that the vocabulary lists: "start", "place", "role". `value` are the words of the text, and
    `normal` is the same for two wordings of one thing: "1999-03-01" for "March 1, 1999" (empty: not worked out yet).
    """

    name: str
    value: str
    normal: str = ""

    @property
    def identity(self) -> str:
        """The same for two wordings of one circumstance: "start: 1999-03-01"."""
        return f"{self.name}: {self.normal or self.value}"

    @property
    def wording(self) -> str:
        """In the words of the text: "start: March 1, 1999"."""
        return f"{self.name}: {self.value}"
