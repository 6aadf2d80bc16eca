import { useCallback, useState } from "preact/hooks";

import { ProblemNotice } from "../../parts/problem";
import { get } from "../../service/client";
import type { Entity, EntityPage } from "../../service/openapi";
import { useLoaded } from "../../service/use_loaded";
import { useWords } from "../../text/words";
import { Candidates } from "./candidates";
import { DecisionDialog, type Deciding } from "./decision_dialog";
import { Decisions } from "./decisions";
import { EntityView } from "./entity_view";

/** The room of the entities: look them up, and correct what was read wrongly. */
export function Entities() {
    const words = useWords().entities;
    const [asked, setAsked] = useState({ query: "", type: "" });
    const load = useCallback(() => get<EntityPage>("v1/entities", { ...asked, limit: 100 }), [asked]);
    const { value, error, reload } = useLoaded(load);
    const [shown, setShown] = useState<Entity | null>(null);
    const [deciding, setDeciding] = useState<Deciding | null>(null);
    const [decided, setDecided] = useState(0);
    const search = (event: SubmitEvent) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget as HTMLFormElement);
        setAsked({ query: String(form.get("query")).trim(), type: String(form.get("type")).trim() });
    };
    const afterDecision = (entities: Entity[]) => {
        setDecided(decided + 1);
        setShown((before) => entities.find(({ id }) => id === before?.id) ?? entities[0] ?? null);
        reload();
    };
    return (
        <>
            <h1>{words.title}</h1>
            <div class="with-list">
                <section aria-label={words.search}>
                    <form onSubmit={search} role="search">
                        <label for="entity-name">{words.name}</label>
                        <input id="entity-name" name="query" type="search" maxLength={200} />
                        <label for="entity-type">{words.type}</label>
                        <input id="entity-type" name="type" maxLength={100} />
                        <button class="main">{words.search}</button>
                    </form>
                    <ProblemNotice error={error} />
                    <p role="status" class="faint">
                        {value && words.found(value.items.length)}
                    </p>
                    <ul class="plain entity-list">
                        {value?.items.map((entity) => (
                            <li key={entity.id}>
                                <button
                                    type="button"
                                    class="link"
                                    aria-current={entity.id === shown?.id ? "true" : undefined}
                                    onClick={() => setShown(entity)}
                                >
                                    {entity.name}
                                </button>{" "}
                                <span class="faint">{[entity.type, entity.told_by].filter(Boolean).join(", ")}</span>
                            </li>
                        ))}
                    </ul>
                </section>
                <section aria-live="polite">
                    {shown ? (
                        <EntityView key={`${shown.id} ${decided}`} entity={shown} onDecide={setDeciding} />
                    ) : (
                        <p class="faint">{words.choose}</p>
                    )}
                </section>
            </div>
            <Candidates key={`candidates ${decided}`} onDecide={setDeciding} />
            <Decisions key={`decisions ${decided}`} onDecide={setDeciding} />
            {deciding && (
                <DecisionDialog deciding={deciding} onClose={() => setDeciding(null)} onDecided={afterDecision} />
            )}
        </>
    );
}
