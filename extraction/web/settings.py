"""How documents are fetched from the web."""

from pydantic import Field

from schemas.value import Value


class FetchSettings(Value):
    """Whether and how documents are fetched from addresses in the web."""

    enabled: bool = Field(
        default=False,
        description="Whether documents may be given by their address (`https://…`) and are fetched.",
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=(),
        description="Hosts that may be fetched from though their addresses are private, on any port, such as those of an intranet; a JSON list of names.",
    )
    timeout_s: float = Field(
        default=30.0,
        gt=0,
        le=600,
        description="Seconds that one document may take to be fetched, with its redirects.",
    )
    max_redirects: int = Field(
        default=5, ge=0, le=20, description="Redirects that are followed for one document."
    )
