import { useState } from "preact/hooks";

import { ProblemNotice } from "../../parts/problem";
import { titleOf } from "../../service/documents";
import type { Document } from "../../service/openapi";
import { useWords } from "../../text/words";
import { DocumentDialog } from "./document_dialog";
import { RemovalDialog } from "./removal_dialog";
import type { useDocuments } from "./use_documents";

/** The documents of the graph: look at one, or delete it. */
export function DocumentTable({ documents, error, reload, more }: ReturnType<typeof useDocuments>) {
    const { documents: words, frame } = useWords();
    const [shown, setShown] = useState<Document | null>(null);
    const [leaving, setLeaving] = useState<Document | null>(null);
    return (
        <section aria-labelledby="documents">
            <h2 id="documents">{words.caption}</h2>
            <ProblemNotice error={error} />
            {documents && !documents.length && <p class="faint">{words.none}</p>}
            {documents && documents.length > 0 && (
                <div class="wide" role="region" aria-labelledby="documents" tabIndex={0}>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{words.name}</th>
                                <th scope="col">{words.kind}</th>
                                <th scope="col">{words.language}</th>
                                <th scope="col">{words.pages}</th>
                                <th scope="col">{words.added}</th>
                                <th scope="col">{words.actions}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {documents.map((document) => (
                                <Row
                                    key={document.id}
                                    document={document}
                                    onShow={() => setShown(document)}
                                    onRemove={() => setLeaving(document)}
                                />
                            ))}
                        </tbody>
                    </table>
                </div>
            )}
            {more && <button onClick={more}>{frame.more}</button>}
            {shown && <DocumentDialog document={shown} onClose={() => setShown(null)} />}
            {leaving && <RemovalDialog document={leaving} onClose={() => setLeaving(null)} onRemoved={reload} />}
        </section>
    );
}

interface RowProps {
    document: Document;
    onShow: () => void;
    onRemove: () => void;
}

function Row({ document, onShow, onRemove }: RowProps) {
    const words = useWords().documents;
    const title = titleOf(document);
    const warnings = document.warnings.length;
    return (
        <tr>
            <th scope="row">
                {title}
                {title !== document.source && <span class="faint"> {document.source}</span>}
                {warnings > 0 && <span class="state failed"> {words.warnings(warnings)}</span>}
            </th>
            <td>{document.media_type}</td>
            <td>{words.languages[document.language]}</td>
            <td>{document.page_starts.length || ""}</td>
            <td>
                <time datetime={document.ingested_at}>{new Date(document.ingested_at).toLocaleDateString()}</time>
            </td>
            <td class="actions">
                <button type="button" aria-label={words.showOne(title)} onClick={onShow}>
                    {words.show}
                </button>
                <button type="button" aria-label={words.removeOne(title)} onClick={onRemove}>
                    {words.remove}
                </button>
            </td>
        </tr>
    );
}
