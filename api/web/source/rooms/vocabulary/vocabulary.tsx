import { useCallback, useState } from "preact/hooks";

import { ProblemNotice } from "../../parts/problem";
import { get } from "../../service/client";
import type { GraphSchema, SchemaVersions } from "../../service/openapi";
import { useLoaded } from "../../service/use_loaded";
import { useWords } from "../../text/words";
import { Comparison } from "./comparison";
import { Coverage } from "./coverage";
import { Draft } from "./draft";
import { Editor } from "./editor";
import { NotedEdits } from "./noted_edits";
import { edited, type Edit } from "./relation_edits";
import { SchemaView } from "./schema_view";
import { Versions } from "./versions";

const loadVersions = () => get<SchemaVersions>("v1/schema/versions");

/** The room of the vocabulary: see it, edit it, and approve the draft that waits. */
export function Vocabulary() {
    const words = useWords().vocabulary;
    const { value, error, reload } = useLoaded(loadVersions);
    const [chosen, setChosen] = useState<number | null>(null);
    const [changes, setChanges] = useState(0);
    const versions = value?.items ?? [];
    const draft = versions.findLast(({ status }) => status === "draft");
    const inForce = versions.findLast(({ status }) => status === "approved");
    const shown = chosen ?? (inForce ?? draft)?.version;
    const afterChange = () => {
        setChanges(changes + 1);
        setChosen(null);
        reload();
    };
    return (
        <>
            <h1>{words.title}</h1>
            <ProblemNotice error={error} />
            {value && !versions.length && <p class="faint">{words.none}</p>}
            {draft && <Draft key={`draft ${changes}`} version={draft.version} onApproved={afterChange} />}
            {versions.length > 0 && <Versions versions={versions} shown={shown} onShow={setChosen} />}
            {versions.length > 1 && <Comparison key={`versions ${changes}`} versions={versions} />}
            {shown && <Shown key={`${shown} ${changes}`} version={shown} onChanged={afterChange} />}
        </>
    );
}

function Shown({ version, onChanged }: { version: number; onChanged: () => void }) {
    const { frame } = useWords();
    const load = useCallback(() => get<GraphSchema>("v1/schema", { version }), [version]);
    const { value, error } = useLoaded(load);
    const [edits, setEdits] = useState<Edit[]>([]);
    const schema = value && edited(value, edits);
    return (
        <>
            <ProblemNotice error={error} />
            {!value && !error && <p class="faint">{frame.loading}</p>}
            {schema && edits.length > 0 && (
                <NotedEdits
                    edits={edits}
                    schema={schema}
                    onTakeBack={() => setEdits(edits.slice(0, -1))}
                    onKept={onChanged}
                />
            )}
            {schema && <SchemaView schema={schema} onEdit={(edit) => setEdits([...edits, edit])} />}
            {value && <Coverage schema={value} />}
            <Editor version={version} onKept={onChanged} />
        </>
    );
}
