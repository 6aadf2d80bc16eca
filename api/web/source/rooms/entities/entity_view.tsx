import { useCallback, useState } from "preact/hooks";

import { Drawing } from "../../parts/drawing";
import { ProblemNotice } from "../../parts/problem";
import { get } from "../../service/client";
import type { Entity, FactPage, MentionPage } from "../../service/openapi";
import { useLoaded } from "../../service/use_loaded";
import { useWords } from "../../text/words";
import type { Deciding } from "./decision_dialog";

interface EntityViewProps {
    entity: Entity;
    onDecide: (deciding: Deciding) => void;
}

/** An entity: its names, its facts as a list and a drawing, where documents name it, and what can be corrected. */
export function EntityView({ entity, onDecide }: EntityViewProps) {
    const words = useWords().entities;
    return (
        <article aria-label={entity.name}>
            <h2>{entity.name}</h2>
            <p class="faint">
                {[entity.type, entity.told_by, words.mentionCount(entity.mentions)].filter(Boolean).join(" · ")}
            </p>
            <p>
                {words.aliases}: {entity.aliases.join(" · ")}
            </p>
            <Corrections entity={entity} onDecide={onDecide} />
            <FactList entity={entity} onDecide={onDecide} />
            <Mentions entity={entity} />
        </article>
    );
}

function Corrections({ entity: { id, name }, onDecide }: EntityViewProps) {
    const words = useWords().entities;
    const ways = [
        { key: "rename", label: words.rename, field: "name", path: "v1/entities/rename", by: "entity" },
        { key: "retype", label: words.retype, field: "type", path: "v1/entities/retype", by: "entity" },
        { key: "merge", label: words.mergeInto, field: "target", path: "v1/entities/merge", by: "source" },
        { key: "separate", label: words.separateFrom, field: "other", path: "v1/entities/separate", by: "entity" },
    ];
    return (
        <details>
            <summary>{words.correct}</summary>
            {ways.map(({ key, label, field, path, by }) => (
                <form
                    key={key}
                    class="ask"
                    onSubmit={(event) => {
                        event.preventDefault();
                        const value = String(new FormData(event.currentTarget).get(field)).trim();
                        onDecide({ title: `${name}: ${label} “${value}”`, path, body: { [by]: id, [field]: value } });
                    }}
                >
                    <label for={`correct-${key}`}>{label}</label>
                    <input id={`correct-${key}`} name={field} required maxLength={200} />
                    <button>{words.preview}</button>
                </form>
            ))}
        </details>
    );
}

function FactList({ entity: { id }, onDecide }: EntityViewProps) {
    const { entities: words, facts: factWords } = useWords();
    const load = useCallback(() => get<FactPage>("v1/facts", { entity: id, limit: 60 }), [id]);
    const { value, error } = useLoaded(load);
    const [drawn, setDrawn] = useState(false);
    const facts = value?.items ?? [];
    return (
        <section aria-label={words.facts}>
            <h3>{words.facts}</h3>
            <ProblemNotice error={error} />
            <ul>
                {facts.map((fact) => (
                    <li key={fact.id}>
                        {fact.head_name} <code>{fact.type}</code> {fact.tail_name}{" "}
                        <span class="faint">{factWords.support(fact.support)}</span>{" "}
                        <button
                            type="button"
                            class="quiet"
                            aria-label={words.rejectOne(fact.text)}
                            onClick={() =>
                                onDecide({
                                    title: words.rejectOne(fact.text),
                                    path: `v1/facts/${fact.id}/reject`,
                                    body: {},
                                })
                            }
                        >
                            {words.reject}
                        </button>
                    </li>
                ))}
            </ul>
            {facts.length > 0 && (
                <details onToggle={(event) => setDrawn(event.currentTarget.open)}>
                    <summary>{factWords.drawing}</summary>
                    {drawn && <Drawing facts={facts} />}
                </details>
            )}
        </section>
    );
}

function Mentions({ entity: { id } }: { entity: Entity }) {
    const words = useWords().entities;
    const load = useCallback(() => get<MentionPage>("v1/entities/mentions", { entity: id, limit: 30 }), [id]);
    const { value, error } = useLoaded(load);
    return (
        <section aria-label={words.mentions}>
            <h3>{words.mentions}</h3>
            <ProblemNotice error={error} />
            {value?.items.map(({ chunk_id: chunk, start, words: sentence, title, source }) => (
                <blockquote key={`${chunk} ${start}`}>
                    {sentence} <cite>{title || source}</cite>
                </blockquote>
            ))}
        </section>
    );
}
