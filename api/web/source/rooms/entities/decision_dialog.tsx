import { useEffect, useState } from "preact/hooks";

import { Dialog } from "../../parts/dialog";
import { ProblemNotice } from "../../parts/problem";
import { post } from "../../service/client";
import type { DecisionOutcome, Entity } from "../../service/openapi";
import { useWords } from "../../text/words";

/** A decision that a reader is about to make: what it is called, and the call that makes it. */
export interface Deciding {
    title: string;
    path: string;
    body?: Record<string, string>;
}

interface DecisionDialogProps {
    deciding: Deciding;
    onClose: () => void;
    onDecided: (entities: Entity[]) => void;
}

/** Shows what a decision would do, asks why, and makes it. */
export function DecisionDialog({ deciding, onClose, onDecided }: DecisionDialogProps) {
    const { entities: words, frame } = useWords();
    const [outcome, setOutcome] = useState<DecisionOutcome | null>(null);
    const [error, setError] = useState<unknown>(null);
    const [busy, setBusy] = useState(false);
    useEffect(() => {
        post<DecisionOutcome>(`${deciding.path}?dry_run=true`, deciding.body).then(setOutcome, setError);
    }, [deciding]);
    const decide = async (event: SubmitEvent) => {
        event.preventDefault();
        setBusy(true);
        const reason = String(new FormData(event.currentTarget as HTMLFormElement).get("reason") ?? "");
        try {
            const body = deciding.body && { ...deciding.body, reason };
            const { entities } = await post<DecisionOutcome>(deciding.path, body);
            onDecided(entities);
            onClose();
        } catch (failure) {
            setError(failure);
            setBusy(false);
        }
    };
    return (
        <Dialog title={deciding.title} onClose={onClose}>
            <ProblemNotice error={error} />
            {!outcome && !error && <p class="faint">{frame.loading}</p>}
            {outcome && <Outcome outcome={outcome} />}
            <form onSubmit={(event) => void decide(event)}>
                {deciding.body && (
                    <>
                        <label for="reason">{words.reason}</label>
                        <input id="reason" name="reason" maxLength={1000} />
                    </>
                )}
                <div class="actions">
                    <button type="button" onClick={onClose}>
                        {frame.cancel}
                    </button>
                    <button class="main" disabled={!outcome || busy}>
                        {words.decide}
                    </button>
                </div>
            </form>
        </Dialog>
    );
}

function Outcome({ outcome: { entities, facts } }: { outcome: DecisionOutcome }) {
    const words = useWords().entities;
    return (
        <>
            <p>{words.afterwards}</p>
            <ul>
                {entities.map(({ id, name, type, aliases, mentions }) => (
                    <li key={id}>
                        <strong>{name}</strong> ({type}), {words.mentionCount(mentions)}
                        <p class="faint">{aliases.join(" · ")}</p>
                    </li>
                ))}
                {facts.map(({ id, text }) => (
                    <li key={id}>{text}</li>
                ))}
            </ul>
        </>
    );
}
