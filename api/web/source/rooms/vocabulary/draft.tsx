import { useCallback, useState } from "preact/hooks";

import { ProblemNotice } from "../../parts/problem";
import { get, post } from "../../service/client";
import type { GraphSchema, SchemaDiff, SchemaEffect } from "../../service/openapi";
import { useLoaded } from "../../service/use_loaded";
import { useWords } from "../../text/words";
import { Changes } from "./changes";
import { Effect } from "./effect";

/** The draft that waits: what it changes, what that does to the facts, and its approval. */
export function Draft({ version, onApproved }: { version: number; onApproved: () => void }) {
    const words = useWords().vocabulary;
    const load = useCallback(async () => {
        const draft = await get<GraphSchema>("v1/schema", { version });
        return post<SchemaEffect>("v1/schema/check", draft);
    }, [version]);
    const effect = useLoaded(load);
    const loadDiff = useCallback(() => get<SchemaDiff>("v1/schema/diff", { after: version }), [version]);
    const diff = useLoaded(loadDiff);
    const [failed, setFailed] = useState<unknown>(null);
    const approve = (event: SubmitEvent) => {
        event.preventDefault();
        const reason = String(new FormData(event.currentTarget as HTMLFormElement).get("approval"));
        post<GraphSchema>("v1/schema/approve", { version, reason }).then(onApproved, setFailed);
    };
    return (
        <section class="job" aria-labelledby="draft">
            <h2 id="draft">{words.draft(version)}</h2>
            {diff.value && (
                <details>
                    <summary>{words.changes(diff.value.before, diff.value.after)}</summary>
                    <Changes diff={diff.value} />
                </details>
            )}
            {effect.value && <Effect effect={effect.value} />}
            <ProblemNotice error={failed ?? effect.error} />
            <form onSubmit={approve}>
                <label for="approval">{words.reason}</label>
                <input id="approval" name="approval" maxLength={2000} />
                <button class="main">{words.approve}</button>
            </form>
        </section>
    );
}
