import { useState } from "preact/hooks";

import { ProblemNotice } from "../../parts/problem";
import type { Answer, Citation, PageImage } from "../../service/openapi";
import { titleOf } from "../../service/documents";
import { useWords } from "../../text/words";
import { CitationDialog, pageOf, PageDialog } from "./citation_dialog";
import { Facts } from "./facts";
import { TraceView } from "./trace_view";
import type { Exchange } from "./use_exchanges";

/** A question with its answer, as it comes and when it is whole. */
export function ExchangeView({ exchange }: { exchange: Exchange }) {
    const words = useWords().ask;
    const { question, state, text, retrieval, answer, error } = exchange;
    const [opened, setOpened] = useState<Citation | null>(null);
    const writing = state === "searching" || state === "writing";
    return (
        <article class="exchange" aria-label={question}>
            <h2 class="question">{question}</h2>
            <div role="status" aria-live="polite" aria-busy={writing} aria-label={words.answer}>
                {state === "searching" && <p class="faint">{words.searching}</p>}
                {state === "writing" && <p class="faint">{words.writing(retrieval?.passages.length ?? 0)}</p>}
                {state === "stopped" && <p class="notice">{words.stopped}</p>}
                {answer && !answer.found && (
                    <div class="notice">
                        <strong>{words.refused}</strong>
                        <p>{words.refusedHelp}</p>
                    </div>
                )}
                {text && (!answer || answer.found) && (
                    <p class="answer">
                        <MarkedText text={text} citations={answer?.citations ?? []} onOpen={setOpened} />
                    </p>
                )}
                {answer?.note && <p class="notice">{answer.note}</p>}
            </div>
            {state === "failed" && <ProblemNotice error={error} />}
            {answer && <Proof answer={answer} onOpen={setOpened} />}
            {answer && <Facts answer={answer} />}
            {answer && <TraceView trace={answer.trace} passages={answer.passages} />}
            {answer && opened && <CitationDialog citation={opened} answer={answer} onClose={() => setOpened(null)} />}
        </article>
    );
}

interface MarkedTextProps {
    text: string;
    citations: Citation[];
    onOpen: (citation: Citation) => void;
}

/** The answer's text, each `[n]` that is a citation a button that opens it. */
function MarkedText({ text, citations, onOpen }: MarkedTextProps) {
    const words = useWords().ask;
    return (
        <>
            {text.split(/(\[\d+\])/).map((part, place) => {
                const cited = citations.find(({ number }) => part === `[${number}]`);
                if (!cited) return part;
                const name = words.openProof(cited.number, titleOf(cited));
                return (
                    <button key={place} type="button" class="mark" aria-label={name} onClick={() => onOpen(cited)}>
                        {part}
                    </button>
                );
            })}
        </>
    );
}

function Proof({ answer, onOpen }: { answer: Answer; onOpen: (citation: Citation) => void }) {
    const words = useWords().ask;
    const citations = answer.citations;
    const pages = answer.pages.filter(({ image }) => !citations.some((cited) => cited.image === image));
    const [page, setPage] = useState<PageImage | null>(null);
    return (
        <>
            {citations.length > 0 && (
                <section class="proof" aria-label={words.proof}>
                    <h3>{words.proof}</h3>
                    <ol>
                        {citations.map((cited) => (
                            <li key={`${cited.number} ${cited.start}`}>
                                <button type="button" class="link" onClick={() => onOpen(cited)}>
                                    [{cited.number}] {titleOf(cited)}
                                </button>
                                <span class="faint">
                                    {" "}
                                    {[pageOf(cited, words.page), cited.heading].filter(Boolean).join(", ")}
                                </span>
                                <blockquote>{cited.quote}</blockquote>
                            </li>
                        ))}
                    </ol>
                </section>
            )}
            {pages.length > 0 && (
                <section class="proof" aria-label={words.pages}>
                    <h3>{words.pages}</h3>
                    {pages.map((one) => (
                        <button key={one.image} type="button" onClick={() => setPage(one)}>
                            {words.page(one.label ?? String(one.page))}
                        </button>
                    ))}
                </section>
            )}
            {page && <PageDialog page={page} onClose={() => setPage(null)} />}
        </>
    );
}
