import { get } from "./client";
import type { Document, DocumentPage } from "./openapi";

/** A page of the documents of the graph, the latest first. */
export function listDocuments(after?: string | null): Promise<DocumentPage> {
    return get<DocumentPage>("v1/documents", { limit: 100, ...(after ? { after } : {}) });
}

/** What a document is called: its title, else its name. */
export function titleOf({ title, source }: Pick<Document, "title" | "source">): string {
    return title || source;
}
