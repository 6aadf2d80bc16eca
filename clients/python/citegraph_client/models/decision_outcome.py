from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.decision import Decision
    from ..models.entity import Entity
    from ..models.fact import Fact


T = TypeVar("T", bound="DecisionOutcome")


@_attrs_define
class DecisionOutcome:
    """A decision with the entities it is about, as they are after it: one after a merge, both after its undoing or a
    split.

    `facts` are the facts that it rejects or brings back; their support is that of the texts, rejected or not.
    With `dry_run` it is what would be, and nothing was changed or kept.

        Attributes:
            decision (Decision): Who decided what about which entities or statement, why, and whether it still holds
                (`undone_at` is None).

                All ids are those before any merge.

                - `merge`: the entity `source_origin` became part of `target_origin`.
                - `separate`: the two are different things, so no rule ever joins them, be it through a third.
                - `split`: what is named `source_origin` in the documents of `sources`, or in the `mentions`, is another thing,
                the entity
                  `target_origin`, called `value` if that is given.
                - `retype`, `rename`: the type or the name of `source_origin` is `value`; `target_origin` is the same.
                - `reject`: the statement with head `source_origin`, relation type `relation` and tail `target_origin` is not
                true
                  under these `qualifiers` ("start: 1999").
                - `accept suggestion`, `reject suggestion`: what a person holds of the statement with this head, relation type
                and tail,
                  which no document made. It is no fact: only documents make facts, and they do so whatever was held.
            entities (list[Entity]):
            dry_run (bool):
            facts (list[Fact] | Unset):
    """

    decision: Decision
    entities: list[Entity]
    dry_run: bool
    facts: list[Fact] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        decision = self.decision.to_dict()

        entities = []
        for entities_item_data in self.entities:
            entities_item = entities_item_data.to_dict()
            entities.append(entities_item)

        dry_run = self.dry_run

        facts: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.facts, Unset):
            facts = []
            for facts_item_data in self.facts:
                facts_item = facts_item_data.to_dict()
                facts.append(facts_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "decision": decision,
                "entities": entities,
                "dry_run": dry_run,
            }
        )
        if facts is not UNSET:
            field_dict["facts"] = facts

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision import Decision
        from ..models.entity import Entity
        from ..models.fact import Fact

        d = dict(src_dict)
        decision = Decision.from_dict(d.pop("decision"))

        entities = []
        _entities = d.pop("entities")
        for entities_item_data in _entities:
            entities_item = Entity.from_dict(entities_item_data)

            entities.append(entities_item)

        dry_run = d.pop("dry_run")

        _facts = d.pop("facts", UNSET)
        facts: list[Fact] | Unset = UNSET
        if _facts is not UNSET:
            facts = []
            for facts_item_data in _facts:
                facts_item = Fact.from_dict(facts_item_data)

                facts.append(facts_item)

        decision_outcome = cls(
            decision=decision,
            entities=entities,
            dry_run=dry_run,
            facts=facts,
        )

        return decision_outcome
