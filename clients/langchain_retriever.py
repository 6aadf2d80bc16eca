"""A retriever of LangChain's that asks the service."""

from collections.abc import Mapping
from typing import ClassVar

import httpx
from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field, SecretStr
from typing_extensions import override


class CiteGraphRetriever(BaseRetriever):
    """The passages that bear best on a question, best first, with their place in the documents as metadata.

    Metadata are `document_id`, `title`, `source`, `page`, `heading`, `start` and `end` (characters of the document's
    text), `chunk_ids` and `score` (0..1, higher is better).

    A call raises httpx.HTTPError where the service does not answer or refuses; a refusal names the reason.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")
    _PLACE: ClassVar = (
        "document_id",
        "title",
        "source",
        "page",
        "heading",
        "start",
        "end",
        "chunk_ids",
        "score",
    )

    url: str = "http://127.0.0.1:8000"
    api_key: SecretStr | None = None
    top_k: int = Field(default=5, ge=1, le=50)
    document_ids: tuple[str, ...] | None = None
    channels: tuple[str, ...] | None = None
    timeout_s: float = 60.0

    @override
    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        with httpx.Client(base_url=self.url, headers=self._headers(), timeout=self.timeout_s) as client:
            return self._documents(client.post("/v1/retrieve", json=self._body(query)))

    @override
    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun
    ) -> list[Document]:
        async with httpx.AsyncClient(
            base_url=self.url, headers=self._headers(), timeout=self.timeout_s
        ) as client:
            return self._documents(await client.post("/v1/retrieve", json=self._body(query)))

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.api_key.get_secret_value()}"} if self.api_key else {}

    def _body(self, query: str) -> Mapping[str, object]:
        options = {"top_k": self.top_k, "document_ids": self.document_ids, "channels": self.channels}
        return {"question": query, "options": options}

    def _documents(self, response: httpx.Response) -> list[Document]:
        if response.is_error:
            raise httpx.HTTPStatusError(_reason(response), request=response.request, response=response)
        return [
            Document(
                id=f"{one['document_id']}:{one['start']}-{one['end']}",
                page_content=one["text"],
                metadata={name: one[name] for name in self._PLACE},
            )
            for one in response.json()["passages"]
        ]


def _reason(response: httpx.Response) -> str:
    if response.headers.get("content-type") != "application/problem+json":
        return f"the service answered {response.status_code}"
    problem = response.json()
    return f"{problem['detail']} {problem['remedy']}".strip()
