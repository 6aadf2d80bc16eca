import { useRef, useState } from "preact/hooks";

import { ProblemNotice } from "../../parts/problem";
import { call } from "../../service/client";
import type { SchemaEffect } from "../../service/openapi";
import { useWords } from "../../text/words";
import { Effect } from "./effect";

const YAML = "application/yaml";

/** The vocabulary as the YAML that people edit: see what an edit would do, and keep it as the draft. */
export function Editor({ version, onKept }: { version: number; onKept: () => void }) {
    const words = useWords().vocabulary;
    const box = useRef<HTMLTextAreaElement>(null);
    const [effect, setEffect] = useState<SchemaEffect | null>(null);
    const [error, setError] = useState<unknown>(null);
    const attempt = (what: () => Promise<void>) => {
        setEffect(null);
        what().then(() => setError(null), setError);
    };
    const load = async () => {
        const response = await call(`v1/schema?version=${version}`, { headers: { Accept: YAML } });
        if (box.current) box.current.value = await response.text();
    };
    const send = (method: "POST" | "PUT", path: string) =>
        call(path, { method, headers: { "Content-Type": YAML }, body: box.current?.value ?? "" });
    const check = async () => setEffect((await (await send("POST", "v1/schema/check")).json()) as SchemaEffect);
    const keep = async () => {
        await send("PUT", "v1/schema/draft");
        onKept();
    };
    return (
        <details onToggle={(event) => event.currentTarget.open && attempt(load)}>
            <summary>{words.edit}</summary>
            <label for="schema-yaml">{words.yaml}</label>
            <textarea id="schema-yaml" class="code" ref={box} rows={20} spellcheck={false} />
            <ProblemNotice error={error} />
            {effect && <Effect effect={effect} />}
            <div class="actions">
                <button type="button" onClick={() => attempt(check)}>
                    {words.check}
                </button>
                <button type="button" class="main" onClick={() => attempt(keep)}>
                    {words.keep}
                </button>
            </div>
        </details>
    );
}
