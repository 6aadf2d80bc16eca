import { useCallback, useState } from "preact/hooks";

import { ProblemNotice } from "../../parts/problem";
import { get } from "../../service/client";
import type { SchemaDiff, SchemaVersion } from "../../service/openapi";
import { useLoaded } from "../../service/use_loaded";
import { useWords } from "../../text/words";
import { Changes } from "./changes";

/** Any two versions side by side: what the later one changes in the earlier. */
export function Comparison({ versions }: { versions: SchemaVersion[] }) {
    const words = useWords().vocabulary;
    const [last, beforeLast] = versions.toReversed();
    const [before, setBefore] = useState(beforeLast?.version);
    const [after, setAfter] = useState(last?.version);
    if (!before || !after) return null;
    return (
        <details>
            <summary>{words.compare}</summary>
            <div class="side-by-side">
                <Choice label={words.before} versions={versions} chosen={before} onChoose={setBefore} />
                <Choice label={words.after} versions={versions} chosen={after} onChoose={setAfter} />
            </div>
            <Difference key={`${before} ${after}`} before={before} after={after} />
        </details>
    );
}

interface ChoiceProps {
    label: string;
    versions: SchemaVersion[];
    chosen: number;
    onChoose: (version: number) => void;
}

function Choice({ label, versions, chosen, onChoose }: ChoiceProps) {
    const words = useWords().vocabulary;
    return (
        <label>
            {label}{" "}
            <select value={chosen} onChange={(event) => onChoose(Number(event.currentTarget.value))}>
                {versions.map(({ version, status }) => (
                    <option key={version} value={version}>
                        {`${words.version(version)}, ${words.states[status]}`}
                    </option>
                ))}
            </select>
        </label>
    );
}

function Difference({ before, after }: { before: number; after: number }) {
    const load = useCallback(() => get<SchemaDiff>("v1/schema/diff", { before, after }), [before, after]);
    const { value, error } = useLoaded(load);
    return (
        <>
            <ProblemNotice error={error} />
            {value && <Changes diff={value} />}
        </>
    );
}
