import { useEffect, useState } from "preact/hooks";

import { Drawing } from "../../parts/drawing";
import type { Answer } from "../../service/openapi";
import { useWords } from "../../text/words";
import { findUsedFacts, type UsedFact } from "./used_facts";

/** The facts of the graph behind an answer, each with its sentence, and a drawing of them. */
export function Facts({ answer }: { answer: Answer }) {
    const words = useWords().facts;
    const [facts, setFacts] = useState<UsedFact[]>([]);
    const [drawn, setDrawn] = useState(false);
    useEffect(() => {
        void findUsedFacts(answer).then(setFacts);
    }, [answer]);
    if (!facts.length) return null;
    return (
        <details class="facts" open>
            <summary>{`${words.title} (${facts.length})`}</summary>
            <ul>
                {facts.map(({ fact, title, sentence, channels }) => (
                    <li key={fact.id}>
                        <strong>{fact.head_name}</strong> <code>{fact.type}</code> <strong>{fact.tail_name}</strong>
                        {fact.qualifiers.map(({ name, value }) => ` · ${name}: ${value}`)}
                        <span class="faint">
                            {" "}
                            {words.support(fact.support)}
                            {channels.length > 0 && `, ${words.used(channels.join(", "))}`}
                        </span>
                        <blockquote>
                            {sentence} <cite>{title}</cite>
                        </blockquote>
                    </li>
                ))}
            </ul>
            <details onToggle={(event) => setDrawn(event.currentTarget.open)}>
                <summary>{words.drawing}</summary>
                {drawn && <Drawing facts={facts.map(({ fact }) => fact)} />}
            </details>
        </details>
    );
}
