import { useCallback, useRef, useState } from "preact/hooks";

import type { Answer, Retrieval } from "../../service/openapi";
import { ask as askService } from "../../service/stream";
import { optionsOf, type LimitsChosen } from "./limits";

/** A question of this visit, and what has come of its answer so far. */
export interface Exchange {
    number: number;
    question: string;
    state: "searching" | "writing" | "done" | "stopped" | "failed";
    text: string;
    retrieval?: Retrieval;
    answer?: Answer;
    error?: unknown;
}

/** A new name for a conversation; who knows it can read it, so it cannot be guessed. */
export function newConversation(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The exchanges of the conversation, one at a time; `onAnswered` is called after each whole answer. */
export function useExchanges(conversation: string, onAnswered: () => void) {
    const [exchanges, setExchanges] = useState<Exchange[]>([]);
    const running = useRef<AbortController | null>(null);
    const count = useRef(0);
    const busy = exchanges.some(({ state }) => state === "searching" || state === "writing");

    const ask = async (question: string, limits: LimitsChosen) => {
        const number = ++count.current;
        const stopping = new AbortController();
        running.current = stopping;
        const change = (changed: (before: Exchange) => Partial<Exchange>) =>
            setExchanges((all) => all.map((one) => (one.number === number ? { ...one, ...changed(one) } : one)));
        setExchanges((all) => [...all, { number, question, state: "searching", text: "" }]);
        try {
            const asked = { question, options: optionsOf(limits), conversation_id: conversation };
            const listener = {
                onRetrieval: (retrieval: Retrieval) => change(() => ({ retrieval, state: "writing" })),
                onDelta: (text: string) => change((before) => ({ text: before.text + text })),
                onAnswer: (answer: Answer) => change(() => ({ answer, text: answer.text, state: "done" })),
            };
            await askService(asked, listener, stopping.signal);
            onAnswered();
        } catch (error) {
            change(() => (stopping.signal.aborted ? { state: "stopped" } : { state: "failed", error }));
        }
    };
    const stop = useCallback(() => running.current?.abort(), []);
    const clear = useCallback(() => setExchanges([]), []);
    return { exchanges, busy, ask, stop, clear };
}
