import { ProblemNotice } from "../../parts/problem";
import { useWords } from "../../text/words";
import { JobView } from "./job_view";
import type { useJobs } from "./use_jobs";

/** The jobs, the newest first. */
export function Jobs({ jobs, paces, error, put }: ReturnType<typeof useJobs>) {
    const words = useWords().jobs;
    return (
        <section aria-labelledby="jobs">
            <h2 id="jobs">{words.title}</h2>
            <ProblemNotice error={error} />
            {jobs && !jobs.length && <p class="faint">{words.none}</p>}
            <ul class="plain">
                {(jobs ?? []).map((job) => (
                    <li key={job.id}>
                        <JobView job={job} pace={paces[job.id]} onJob={put} />
                    </li>
                ))}
            </ul>
        </section>
    );
}
