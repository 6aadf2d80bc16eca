import { useWords } from "../../text/words";
import { AddDocuments } from "./add_documents";
import { DocumentTable } from "./document_table";
import { Jobs } from "./jobs";
import { useDocuments } from "./use_documents";
import { useJobs } from "./use_jobs";

/** The room of the documents: add, watch how far they are, look, delete. */
export function Documents() {
    const words = useWords().documents;
    const documents = useDocuments();
    const jobs = useJobs(documents.reload);
    return (
        <>
            <h1>{words.title}</h1>
            <AddDocuments onJob={jobs.put} />
            <Jobs {...jobs} />
            <DocumentTable {...documents} />
        </>
    );
}
