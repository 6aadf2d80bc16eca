"""A jar of one checksum."""

from schemas.value import Value


class PinnedJar(Value):
    """A Maven artifact `group:artifact:version` or `group:artifact:version:classifier` and its sha256."""

    coordinate: str
    sha256: str

    @property
    def group(self) -> str:
        """The Maven group, such as "org.neo4j"."""
        return self.coordinate.split(":")[0]

    @property
    def file_name(self) -> str:
        """The name Maven gives the file, such as "neo4j-5.26.30.jar"."""
        return "-".join(self.coordinate.split(":")[1:]) + ".jar"
