import { useCallback, useState } from "preact/hooks";

import { get } from "../../service/client";
import type { Conversation, ConversationPage, Turn } from "../../service/openapi";
import { useLoaded } from "../../service/use_loaded";
import { useWords } from "../../text/words";
import { Conversations } from "./conversations";
import { ExchangeView } from "./exchange_view";
import { Limits, NO_LIMITS, type LimitsChosen } from "./limits";
import { QuestionForm } from "./question_form";
import { newConversation, useExchanges } from "./use_exchanges";

const listConversations = () => get<ConversationPage>("v1/conversations");

/** The room where questions are asked. */
export function Ask() {
    const words = useWords();
    const [conversation, setConversation] = useState(newConversation);
    const [earlier, setEarlier] = useState<Turn[]>([]);
    const [limits, setLimits] = useState<LimitsChosen>(NO_LIMITS);
    const listed = useLoaded(listConversations);
    const { exchanges, busy, ask, stop, clear } = useExchanges(conversation, listed.reload);

    const enter = useCallback(
        (id: string, turns: Turn[]) => {
            stop();
            clear();
            setConversation(id);
            setEarlier(turns);
        },
        [stop, clear],
    );
    const open = (id: string) =>
        get<Conversation>(`v1/conversations/${encodeURIComponent(id)}`).then(({ turns }) => enter(id, turns));
    return (
        <div class="with-side">
            <section class="talk" aria-labelledby="ask-title">
                <h1 id="ask-title">{words.ask.title}</h1>
                {earlier.length > 0 && <Earlier turns={earlier} />}
                {exchanges.map((exchange) => (
                    <ExchangeView key={exchange.number} exchange={exchange} />
                ))}
                <QuestionForm busy={busy} onAsk={(question) => ask(question, limits)} onStop={stop} />
                <Limits chosen={limits} onChange={setLimits} />
            </section>
            <Conversations
                listed={listed}
                current={conversation}
                onOpen={open}
                onStart={() => enter(newConversation(), [])}
            />
        </div>
    );
}

function Earlier({ turns }: { turns: Turn[] }) {
    const words = useWords();
    return (
        <section aria-label={words.conversations.earlier}>
            {turns.map(({ question, answer, found, at }) => (
                <article class="exchange" key={at}>
                    <h2 class="question">{question}</h2>
                    <p class="answer">{found ? answer : words.ask.refused}</p>
                </article>
            ))}
        </section>
    );
}
