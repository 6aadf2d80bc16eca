import { useEffect, useState } from "preact/hooks";

import { Dialog } from "../../parts/dialog";
import { ProblemNotice } from "../../parts/problem";
import { remove } from "../../service/client";
import { titleOf } from "../../service/documents";
import type { Document, Removal } from "../../service/openapi";
import { useWords } from "../../text/words";

interface RemovalDialogProps {
    document: Document;
    onClose: () => void;
    onRemoved: () => void;
}

/** Shows what would go with a document, and deletes it when the reader says so. */
export function RemovalDialog({ document, onClose, onRemoved }: RemovalDialogProps) {
    const { documents, frame } = useWords();
    const words = documents.removal;
    const path = `v1/documents/${encodeURIComponent(document.id)}`;
    const [removal, setRemoval] = useState<Removal | null>(null);
    const [error, setError] = useState<unknown>(null);
    const [busy, setBusy] = useState(false);
    useEffect(() => {
        remove<Removal>(`${path}?dry_run=true`).then((would) => setRemoval(would ?? null), setError);
    }, [path]);
    const confirm = async () => {
        setBusy(true);
        try {
            await remove(path);
            onRemoved();
            onClose();
        } catch (failure) {
            setError(failure);
            setBusy(false);
        }
    };
    return (
        <Dialog title={words.title(titleOf(document))} onClose={onClose}>
            <ProblemNotice error={error} />
            {!removal && !error && <p class="faint">{frame.loading}</p>}
            {removal && <WhatGoes removal={removal} />}
            <div class="actions">
                <button type="button" onClick={onClose}>
                    {frame.cancel}
                </button>
                <button type="button" class="danger" disabled={!removal || busy} onClick={() => void confirm()}>
                    {words.confirm}
                </button>
            </div>
        </Dialog>
    );
}

function WhatGoes({ removal }: { removal: Removal }) {
    const words = useWords().documents.removal;
    const { chunks, mentions, evidence, entities, facts } = removal;
    return (
        <>
            <p>{words.goes}</p>
            <ul>
                <li>{`${words.chunks}: ${chunks}`}</li>
                <li>{`${words.mentions}: ${mentions}`}</li>
                <li>{`${words.evidence}: ${evidence}`}</li>
            </ul>
            <Names title={words.entities} names={entities} />
            <Names title={words.facts} names={facts} />
        </>
    );
}

function Names({ title, names }: { title: string; names: string[] }) {
    if (!names.length) return null;
    return (
        <details>
            <summary>{`${title} (${names.length})`}</summary>
            <ul class="scroll">
                {names.map((name, place) => (
                    <li key={place}>{name}</li>
                ))}
            </ul>
        </details>
    );
}
