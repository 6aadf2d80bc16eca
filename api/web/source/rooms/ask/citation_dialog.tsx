import { useEffect, useRef } from "preact/hooks";

import { Dialog } from "../../parts/dialog";
import { PagePicture } from "../../parts/page_picture";
import type { Answer, Citation, PageImage, Passage } from "../../service/openapi";
import { titleOf } from "../../service/documents";
import { useWords } from "../../text/words";

interface CitationDialogProps {
    citation: Citation;
    answer: Answer;
    onClose: () => void;
}

/** A citation: its passage with the sentence marked, and the page it is on with the words marked. */
export function CitationDialog({ citation, answer, onClose }: CitationDialogProps) {
    const words = useWords().ask;
    const passage = answer.passages[citation.number - 1];
    const page = pageOf(citation, words.page);
    const pictures = citation.pages.length ? citation.pages : [{ page: citation.page ?? 1, image: citation.image }];
    return (
        <Dialog title={`[${citation.number}] ${titleOf(citation)}`} onClose={onClose}>
            <p class="faint">{[citation.source, page, citation.heading].filter(Boolean).join(" · ")}</p>
            {citation.channels.length > 0 && <p class="faint">{words.foundBy(citation.channels.join(", "))}</p>}
            <div class="side-by-side">
                <section aria-label={words.passage}>
                    {passage ? <MarkedPassage passage={passage} citation={citation} /> : <p>{words.noPassage}</p>}
                </section>
                <section>
                    {pictures
                        .filter(({ image }) => image)
                        .map(({ image, page: number }) => (
                            <PagePicture key={image} path={image} description={words.pageImage(String(number))} />
                        ))}
                </section>
            </div>
        </Dialog>
    );
}

/** A page that the answer speaks of. */
export function PageDialog({ page, onClose }: { page: PageImage; onClose: () => void }) {
    const words = useWords().ask;
    const label = page.label ?? String(page.page);
    return (
        <Dialog title={words.page(label)} onClose={onClose}>
            <PagePicture path={page.image} description={words.pageImage(label)} />
        </Dialog>
    );
}

/** The page of a citation as the page calls itself; empty where the document has none. */
export function pageOf(cited: Pick<Citation, "page" | "page_label">, inWords: (page: string) => string): string {
    return cited.page ? inWords(cited.page_label ?? String(cited.page)) : "";
}

function MarkedPassage({ passage, citation }: { passage: Passage; citation: Citation }) {
    const mark = useRef<HTMLElement>(null);
    useEffect(() => mark.current?.scrollIntoView({ block: "center" }), []);
    const letters = Array.from(passage.text); // places count characters, as Python does, not JavaScript's code units
    const from = citation.start - passage.start;
    const to = citation.end - passage.start;
    if (letters.slice(from, to).join("") !== citation.quote) return <p class="passage">{passage.text}</p>;
    return (
        <p class="passage" tabIndex={0}>
            {letters.slice(0, from).join("")}
            <mark ref={mark}>{citation.quote}</mark>
            {letters.slice(to).join("")}
        </p>
    );
}
