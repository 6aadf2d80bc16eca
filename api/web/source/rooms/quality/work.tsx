import { ProblemNotice } from "../../parts/problem";
import { get } from "../../service/client";
import { loadMetrics, type Metrics } from "../../service/metrics";
import type { Job, JobPage } from "../../service/openapi";
import { useLoaded } from "../../service/use_loaded";
import { amount, duration } from "../../text/numbers";
import { useWords } from "../../text/words";

const LISTED = 20;
const loadJobs = () => get<JobPage>("v1/jobs", { limit: LISTED });

/** What questions and jobs took: how many, how long, how many tokens, at which price. */
export function Work() {
    const words = useWords().quality;
    const jobs = useLoaded(loadJobs);
    const metrics = useLoaded(loadMetrics);
    return (
        <section aria-labelledby="work">
            <h2 id="work">{words.work}</h2>
            <ProblemNotice error={jobs.error ?? metrics.error} />
            {metrics.value && <SinceStart metrics={metrics.value} />}
            {jobs.value && jobs.value.items.length > 0 && <JobCosts jobs={jobs.value.items} />}
        </section>
    );
}

function SinceStart({ metrics: { sum } }: { metrics: Metrics }) {
    const words = useWords().quality;
    const asked = sum("citegraph_question_step_seconds_count", 'step="total"');
    const seconds = asked ? sum("citegraph_question_step_seconds_sum", 'step="total"') / asked : 0;
    const figures = [
        [words.answered, amount(sum("citegraph_questions_total", 'outcome="answered"'))],
        [words.refused, amount(sum("citegraph_questions_total", 'outcome="refused"'))],
        [words.each, asked ? `${amount(seconds * 1000)} ms` : "–"],
        [words.tokens, amount(sum("citegraph_model_tokens_total"))],
        [words.cost, amount(sum("citegraph_model_cost"))],
    ];
    return (
        <>
            <h3>{words.sinceStart}</h3>
            <dl class="figures">
                {figures.map(([name, value]) => (
                    <div key={name}>
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                    </div>
                ))}
            </dl>
        </>
    );
}

function JobCosts({ jobs }: { jobs: Job[] }) {
    const { quality: words, jobs: jobWords } = useWords();
    return (
        <>
            <h3 id="job-costs">{words.jobs}</h3>
            <div class="wide" role="region" aria-labelledby="job-costs" tabIndex={0}>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.begun}</th>
                            <th scope="col">{words.job}</th>
                            <th scope="col">{words.state}</th>
                            <th scope="col">{words.passages}</th>
                            <th scope="col">{words.time}</th>
                            <th scope="col">{words.calls}</th>
                            <th scope="col">{words.tokens}</th>
                            <th scope="col">{words.mostPrice}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {jobs.map(({ id, created_at: at, kind, state, loose, usage, estimate, finished_at: end }) => (
                            <tr key={id}>
                                <th scope="row">
                                    <time datetime={at}>{new Date(at).toLocaleString()}</time>
                                </th>
                                <td>{jobWords.kinds[kind]}</td>
                                <td>{jobWords.states[state]}</td>
                                <td>{amount(loose.total)}</td>
                                <td>{end && duration((Date.parse(end) - Date.parse(at)) / 1000)}</td>
                                <td>{amount(usage.model_calls)}</td>
                                <td>{amount(usage.input_tokens + usage.output_tokens)}</td>
                                <td>{estimate?.price != null && amount(estimate.price)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </>
    );
}
