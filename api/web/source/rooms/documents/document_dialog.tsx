import { useState } from "preact/hooks";

import { Dialog } from "../../parts/dialog";
import { PagePicture } from "../../parts/page_picture";
import { ProblemNotice } from "../../parts/problem";
import { Warnings } from "../../parts/warnings";
import { titleOf } from "../../service/documents";
import { download } from "../../service/download";
import type { Document } from "../../service/openapi";
import { useWords } from "../../text/words";

/** A document: what its record states, what was lost in reading it, and its pages as pictures. */
export function DocumentDialog({ document, onClose }: { document: Document; onClose: () => void }) {
    const words = useWords();
    const { view, warnings: warningsOf } = words.documents;
    const [page, setPage] = useState(1);
    const [failed, setFailed] = useState<unknown>(null);
    const path = `v1/documents/${encodeURIComponent(document.id)}`;
    const pages = document.page_starts.length || 1;
    const facets = Object.entries(document.facets ?? {});
    const warnings = document.warnings;
    return (
        <Dialog title={titleOf(document)} onClose={onClose}>
            <div class="row">
                <span class="faint">{`${view.source}: ${document.source}`}</span>
                <button
                    type="button"
                    onClick={() => download(`${path}/original`).then(() => setFailed(null), setFailed)}
                >
                    {view.original}
                </button>
            </div>
            <ProblemNotice error={failed} />
            {facets.length > 0 && (
                <details>
                    <summary>{view.says}</summary>
                    <dl>
                        {facets.map(([name, values]) => (
                            <div key={name}>
                                <dt>{name}</dt>
                                <dd>{values.join(", ")}</dd>
                            </div>
                        ))}
                    </dl>
                </details>
            )}
            {warnings.length > 0 && (
                <details open>
                    <summary>{warningsOf(warnings.length)}</summary>
                    <Warnings items={warnings} />
                </details>
            )}
            <div class="row">
                <button type="button" disabled={page === 1} onClick={() => setPage(page - 1)}>
                    {view.before}
                </button>
                <span role="status">{view.page(page, pages)}</span>
                <button type="button" disabled={page === pages} onClick={() => setPage(page + 1)}>
                    {view.next}
                </button>
            </div>
            <PagePicture path={`${path}/pages/${page}.png`} description={view.image(page)} />
        </Dialog>
    );
}
