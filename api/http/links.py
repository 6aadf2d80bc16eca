"""Which call goes on with what another one answered, as links of the OpenAPI document."""

from collections.abc import Mapping

_FIRST_DOCUMENT = {"document_id": "$response.body#/items/0/id"}
_SENT_DOCUMENT = {"document_id": "$response.body#/document_ids/0"}
_JOB = {"job_id": "$response.body#/id"}
_FIRST_JOB = {"job_id": "$response.body#/items/0/id"}
_FIRST_ENTITY = {"entity": "$response.body#/items/0/id"}
_FIRST_FACT = {"fact_id": "$response.body#/items/0/id"}
_FIRST_CONVERSATION = {"conversation_id": "$response.body#/items/0/id"}
_UNDOING = {"undo_decision": {"decision_id": "$response.body#/decision/id"}}
_CONVERSATION = {"conversation_id": "$request.body#/conversation_id"}
_OF_DOCUMENTS = ("get_document", "get_original", "get_page_image", "delete_document")
_OF_JOBS = ("get_job", "confirm_job", "cancel_job", "retry_job")
_OF_CONVERSATIONS = ("get_conversation", "delete_conversation")
_DECIDING = (
    *("merge_entities", "separate_entities", "split_entity", "retype_entity", "rename_entity"),
    *("reject_fact", "restore_fact", "accept_suggestion", "reject_suggestion"),
)

LINKS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "add_documents": dict.fromkeys(_OF_JOBS, _JOB) | dict.fromkeys(_OF_DOCUMENTS, _SENT_DOCUMENT),
    "list_documents": dict.fromkeys(_OF_DOCUMENTS, _FIRST_DOCUMENT),
    "list_jobs": dict.fromkeys(_OF_JOBS, _FIRST_JOB),
    "query": dict.fromkeys(_OF_CONVERSATIONS, _CONVERSATION),
    "list_conversations": dict.fromkeys(_OF_CONVERSATIONS, _FIRST_CONVERSATION),
    "list_entities": dict.fromkeys(("list_mentions", "list_facts", "list_suggestions"), _FIRST_ENTITY),
    "list_facts": dict.fromkeys(("reject_fact", "restore_fact"), _FIRST_FACT),
    "list_decisions": {"undo_decision": {"decision_id": "$response.body#/items/0/id"}},
    "make_key": {"revoke_key": {"key_id": "$response.body#/id"}},
    **dict.fromkeys(_DECIDING, _UNDOING),
}
"""By operation: each that goes on from its answer, with where the answer has its parameters."""


def add_links(document: dict[str, dict[str, dict[str, dict[str, object]]]]) -> None:
    """Put the links into the successful answers of an OpenAPI document."""
    for methods in document["paths"].values():
        for operation in methods.values():
            found = LINKS.get(str(operation["operationId"]), {})
            responses = operation["responses"]
            if found and isinstance(responses, dict):
                success = next(response for status, response in responses.items() if status[0] == "2")
                success["links"] = {
                    name: {"operationId": name, "parameters": parameters}
                    for name, parameters in found.items()
                }
