import { useState } from "preact/hooks";

import { Dialog } from "../../parts/dialog";
import type { RelationType } from "../../service/openapi";
import { useWords } from "../../text/words";
import type { Edit } from "./relation_edits";

const KINDS: Edit["kind"][] = ["rename", "merge", "invert", "drop"];

interface RelationDialogProps {
    relation: RelationType;
    others: string[];
    onEdit: (edit: Edit) => void;
    onClose: () => void;
}

/** What can be said of a relation type: call it otherwise, let another take it over, either way round, or drop it. */
export function RelationDialog({ relation, others, onEdit, onClose }: RelationDialogProps) {
    const { vocabulary: words, frame } = useWords();
    const [kind, setKind] = useState<Edit["kind"]>("rename");
    const submit = (event: SubmitEvent) => {
        event.preventDefault();
        const into = String(new FormData(event.currentTarget as HTMLFormElement).get("into") ?? "");
        onEdit({ kind, relation: relation.name, into: into.trim() });
        onClose();
    };
    const wordings = [...relation.merged_from, ...relation.inverted_from.map((name) => `⇄ ${name}`)];
    return (
        <Dialog title={relation.name} onClose={onClose}>
            <p>{relation.definition}</p>
            {wordings.length > 0 && <p class="faint">{`${words.took}: ${wordings.join(", ")}`}</p>}
            {relation.examples.slice(0, 2).map((example) => (
                <blockquote key={example}>{example}</blockquote>
            ))}
            <form onSubmit={submit}>
                <fieldset>
                    <legend>{words.decide}</legend>
                    {KINDS.map((one) => (
                        <label key={one} class="check">
                            <input type="radio" name="kind" checked={one === kind} onChange={() => setKind(one)} />
                            {words.edits[one]}
                        </label>
                    ))}
                </fieldset>
                {kind !== "drop" && (
                    <label>
                        {words.into}
                        <input
                            name="into"
                            required
                            autocomplete="off"
                            list={kind === "merge" ? "relations" : undefined}
                            key={kind}
                        />
                    </label>
                )}
                <datalist id="relations">
                    {others.map((name) => (
                        <option key={name} value={name} />
                    ))}
                </datalist>
                <div class="actions">
                    <button type="button" onClick={onClose}>
                        {frame.cancel}
                    </button>
                    <button class="main">{words.note}</button>
                </div>
            </form>
        </Dialog>
    );
}
