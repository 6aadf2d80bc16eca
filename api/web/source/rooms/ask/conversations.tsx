import { useState } from "preact/hooks";

import { ProblemNotice } from "../../parts/problem";
import { remove } from "../../service/client";
import type { ConversationPage } from "../../service/openapi";
import type { useLoaded } from "../../service/use_loaded";
import { useWords } from "../../text/words";

interface ConversationsProps {
    listed: ReturnType<typeof useLoaded<ConversationPage>>;
    current: string;
    onOpen: (id: string) => Promise<void>;
    onStart: () => void;
}

/** The conversations that the service remembers: go on with one, begin one, delete one. */
export function Conversations({ listed, current, onOpen, onStart }: ConversationsProps) {
    const words = useWords().conversations;
    const [failed, setFailed] = useState<unknown>(null);
    const items = listed.value?.items ?? [];
    const forget = async (id: string) => {
        try {
            await remove(`v1/conversations/${encodeURIComponent(id)}`);
            if (id === current) onStart();
            listed.reload();
        } catch (error) {
            setFailed(error);
        }
    };
    return (
        <aside aria-labelledby="conversations">
            <h2 id="conversations">{words.title}</h2>
            <button type="button" onClick={onStart}>
                {words.start}
            </button>
            <ProblemNotice error={failed ?? listed.error} />
            {listed.value && !items.length && <p class="faint">{words.none}</p>}
            <ul class="plain">
                {items.map(({ id, first_question: question, turns }) => (
                    <li key={id} class="row">
                        <button
                            type="button"
                            class="link"
                            aria-current={id === current ? "true" : undefined}
                            onClick={() => onOpen(id).catch(setFailed)}
                        >
                            {question} <span class="faint">{words.turns(turns)}</span>
                        </button>
                        <button
                            type="button"
                            class="quiet"
                            aria-label={words.remove(question)}
                            onClick={() => void forget(id)}
                        >
                            ✕
                        </button>
                    </li>
                ))}
            </ul>
        </aside>
    );
}
