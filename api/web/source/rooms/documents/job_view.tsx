import { useState } from "preact/hooks";

import { ProblemNotice } from "../../parts/problem";
import { Said } from "../../parts/said";
import { Warnings } from "../../parts/warnings";
import { post } from "../../service/client";
import type { Job } from "../../service/openapi";
import { duration } from "../../text/numbers";
import { useWords } from "../../text/words";
import { isUnderWay, type Pace } from "./use_jobs";

interface JobViewProps {
    job: Job;
    pace?: Pace;
    onJob: (job: Job) => void;
}

/** A job: how far it is, how fast, what it may need, what went wrong, and what can be done with it. */
export function JobView({ job, pace, onJob }: JobViewProps) {
    const words = useWords().jobs;
    const [failed, setFailed] = useState<unknown>(null);
    const act = (what: "confirm" | "cancel" | "retry") => {
        post<Job>(`v1/jobs/${encodeURIComponent(job.id)}/${what}`).then((after) => {
            setFailed(null);
            onJob(after);
        }, setFailed);
    };
    const { state } = job;
    const waits = state === "waiting for confirmation";
    const chunksFailed = job.failures.length > 0;
    return (
        <article class="job" aria-label={`${words.kinds[job.kind]}, ${words.states[state]}`}>
            <div class="row">
                <span>
                    <strong>{words.kinds[job.kind]}</strong> · {words.documents(job.document_ids.length)}
                    {" · "}
                    <time datetime={job.created_at}>{new Date(job.created_at).toLocaleString()}</time>
                </span>
                <span class={`state ${state.replaceAll(" ", "-")}`}>
                    {job.cancelling ? words.cancelling : words.states[state]}
                </span>
            </div>
            {isUnderWay(job) && <Progress job={job} pace={pace} />}
            {(waits || isUnderWay(job)) && job.estimate && <Estimate job={job} />}
            {job.error && (
                <p class="notice problem">
                    <Said>{job.error}</Said> <Said>{job.remedy}</Said>
                </p>
            )}
            <Report job={job} />
            <div class="actions">
                {waits && <button onClick={() => act("confirm")}>{words.confirm}</button>}
                {(waits || isUnderWay(job)) && !job.cancelling && (
                    <button onClick={() => act("cancel")}>{words.cancel}</button>
                )}
                {(state === "failed" || state === "cancelled" || (state === "done" && chunksFailed)) && (
                    <button onClick={() => act("retry")}>{words.retry}</button>
                )}
            </div>
            <ProblemNotice error={failed} />
        </article>
    );
}

function Progress({ job: { stage, state }, pace }: { job: Job; pace?: Pace }) {
    const all = useWords();
    const words = all.jobs;
    const name = stage ? all.service(stage.name) : words.states[state];
    const { done = 0, total = 0 } = stage ?? {};
    const rate = pace && done > pace.done ? ((done - pace.done) * 1000) / (Date.now() - pace.at) : 0;
    const said = [
        name,
        total ? words.progress(done, total) : "",
        rate ? words.rate(rate.toFixed(1)) : "",
        rate && total > done ? words.left(duration((total - done) / rate)) : "",
    ];
    return (
        <div role="status">
            <progress aria-label={name} max={total || undefined} value={total ? done : undefined} />
            <p>{said.filter(Boolean).join(" · ")}</p>
        </div>
    );
}

function Estimate({ job: { estimate } }: { job: Job }) {
    const words = useWords().jobs;
    if (!estimate) return null;
    const { chunks, model_calls: calls, input_tokens: taken, output_tokens: given, price } = estimate;
    const said = [words.estimates(chunks, calls, taken + given)];
    if (price != null) said.push(words.price(price.toFixed(2)));
    return (
        <p>
            {words.estimate}: {said.join(", ")}
        </p>
    );
}

/** What the service has to say about the work. */
function Report({ job }: { job: Job }) {
    const words = useWords().jobs;
    const { warnings, failures, left_out: leftOut } = job;
    return (
        <>
            {warnings.length > 0 && (
                <details>
                    <summary>{`${words.warnings} (${warnings.length})`}</summary>
                    <Warnings items={warnings} />
                </details>
            )}
            {failures.length > 0 && (
                <details open>
                    <summary>{words.failures}</summary>
                    <ul>
                        {failures.map(({ reason, count }) => (
                            <li key={reason}>
                                <Said>{reason}</Said>
                                {` (${words.times(count)})`}
                            </li>
                        ))}
                    </ul>
                </details>
            )}
            {leftOut.length > 0 && (
                <details>
                    <summary>{words.leftOut}</summary>
                    <ul>
                        {leftOut.map(({ reason, count, examples }) => (
                            <li key={reason}>
                                <Said>{reason}</Said>
                                {` (${words.times(count)})`}
                                <p class="faint">{examples.join(" · ")}</p>
                            </li>
                        ))}
                    </ul>
                </details>
            )}
        </>
    );
}
