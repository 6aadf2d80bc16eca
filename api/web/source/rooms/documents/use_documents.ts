import { useCallback, useEffect, useState } from "preact/hooks";

import { listDocuments } from "../../service/documents";
import type { Document } from "../../service/openapi";

/** The documents loaded so far; `more` is there while there are more. */
export function useDocuments() {
    const [documents, setDocuments] = useState<Document[] | null>(null);
    const [next, setNext] = useState<string | null>();
    const [error, setError] = useState<unknown>(null);
    const load = useCallback(async (after?: string | null) => {
        try {
            const page = await listDocuments(after);
            setDocuments((before) => (after && before ? [...before, ...page.items] : page.items));
            setNext(page.next);
            setError(null);
        } catch (failure) {
            setError(failure);
        }
    }, []);
    const reload = useCallback(() => void load(), [load]);
    useEffect(reload, [reload]);
    return { documents, error, reload, more: next ? () => void load(next) : undefined };
}
