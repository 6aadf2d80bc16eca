import { useState } from "preact/hooks";

import { ProblemNotice } from "../../parts/problem";
import { call, jsonBody, post } from "../../service/client";
import type { GraphSchema, SchemaEffect } from "../../service/openapi";
import { useWords } from "../../text/words";
import { Effect } from "./effect";
import type { Edit } from "./relation_edits";

interface NotedEditsProps {
    edits: Edit[];
    schema: GraphSchema;
    onTakeBack: () => void;
    onKept: () => void;
}

/** The edits that are noted and not kept yet: see what they would do, take the last one back, or keep them as the draft. */
export function NotedEdits({ edits, schema, onTakeBack, onKept }: NotedEditsProps) {
    const words = useWords().vocabulary;
    const [effect, setEffect] = useState<SchemaEffect | null>(null);
    const [error, setError] = useState<unknown>(null);
    const attempt = (what: Promise<void>) => {
        setEffect(null);
        what.then(() => setError(null), setError);
    };
    const keep = async () => {
        await call("v1/schema/draft", { ...jsonBody(schema), method: "PUT" });
        onKept();
    };
    return (
        <section class="job" aria-labelledby="noted">
            <h3 id="noted">{words.noted}</h3>
            <ul>
                {edits.map(({ kind, relation, into }) => (
                    <li key={`${kind} ${relation} ${into}`}>
                        {`${words.edits[kind]}: ${relation}`}
                        {into && ` → ${into}`}
                    </li>
                ))}
            </ul>
            <ProblemNotice error={error} />
            {effect && <Effect effect={effect} />}
            <div class="actions">
                <button type="button" onClick={onTakeBack}>
                    {words.takeBack}
                </button>
                <button
                    type="button"
                    onClick={() => attempt(post<SchemaEffect>("v1/schema/check", schema).then(setEffect))}
                >
                    {words.check}
                </button>
                <button type="button" class="main" onClick={() => attempt(keep())}>
                    {words.keep}
                </button>
            </div>
        </section>
    );
}
