"""What all services have in common: an address, a key, and answers in JSON."""

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from extraction.load.ocr.engine import Lack
from schemas.errors import BackendError

if TYPE_CHECKING:
    import httpx
    from PIL.Image import Image
    from tenacity import RetryCallState

_ATTEMPTS = 3
_WAIT_S = 1.0
_LONGEST_WAIT_S = 20.0
_TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
_SHOWN_CHARS = 200
Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True)
class Service:
    """The address of a service and what it asks for; the key is in no message."""

    name: str
    url: str
    key: str
    timeout_s: float = 60.0

    def __repr__(self) -> str:
        return f"Service({self.name!r}, {self.url!r})"

    def lack(self) -> Lack | None:
        """Address or key."""
        missing = [
            name for name, value in (("CITEGRAPH_OCR__CLOUD__URL", self.url), ("CITEGRAPH_OCR__CLOUD__KEY", self.key)) if not value
        ]  # fmt: skip
        if not missing:
            return None
        return Lack(f"the service {self.name} is not configured", f"Set {' and '.join(missing)}.")

    def send(
        self, method: str, url: str, *, headers: Mapping[str, str], body: object = None
    ) -> "httpx.Response":
        """The answer to a request, which is made again where that may help.

        Raises:
            BackendError: the service cannot be reached, or refuses.
        """
        import httpx
        from tenacity import Retrying, retry_if_exception, stop_after_attempt

        def ask() -> httpx.Response:
            answer = httpx.request(method, url, headers=dict(headers), json=body, timeout=self.timeout_s)
            return answer if answer.is_success else answer.raise_for_status()

        retrying = Retrying(
            stop=stop_after_attempt(_ATTEMPTS),
            wait=_wait_s,
            retry=retry_if_exception(_may_help),
            reraise=True,
        )
        try:
            return retrying(ask)
        except httpx.HTTPStatusError as error:
            failure = f"status {error.response.status_code}: {error.response.text[:_SHOWN_CHARS]}"
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            failure = type(error).__name__
        raise BackendError(
            f"the OCR service {self.name} gave no answer ({failure})",
            remedy="Check CITEGRAPH_OCR__CLOUD__URL and _KEY, or set another CITEGRAPH_OCR__ENGINE.",
        )

    def understood(self, kind: type[Answer], answer: "httpx.Response") -> Answer:
        """The body of an answer in its form.

        Raises:
            BackendError: it is no JSON, or has another form.
        """
        try:
            return kind.model_validate(answer.json())
        except ValidationError as error:
            problem = error.errors()[0]
            raise BackendError(
                f"the OCR service {self.name} answered in a form that is not known ({'.'.join(map(str, problem['loc']))}: {problem['msg']})",
                remedy="Check that CITEGRAPH_OCR__ENGINE fits the address.",
            ) from error
        except ValueError as error:
            raise BackendError(
                f"the OCR service {self.name} answered without JSON",
                remedy="Check CITEGRAPH_OCR__CLOUD__URL.",
            ) from error


def _may_help(error: BaseException) -> bool:
    """Whether the same request may be answered later."""
    import httpx

    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code in _TRY_AGAIN
    return isinstance(error, httpx.HTTPError | httpx.InvalidURL)


def _wait_s(state: "RetryCallState") -> float:
    """Seconds until the next attempt: twice as long each time, or what the service asks for where that is more."""
    import httpx

    usual_s: float = _WAIT_S * 2 ** (state.attempt_number - 1)
    error = state.outcome.exception() if state.outcome else None
    asked_s = retry_after(error.response, usual_s) if isinstance(error, httpx.HTTPStatusError) else usual_s
    return min(max(usual_s, asked_s), _LONGEST_WAIT_S)


def retry_after(answer: "httpx.Response", usual_s: float) -> float:
    """The seconds that the service asks to wait."""
    try:
        return float(answer.headers.get("Retry-After", usual_s))
    except ValueError:
        return usual_s


def png_of(image: "Image") -> str:
    """The picture as PNG in Base64."""
    file = io.BytesIO()
    image.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()
