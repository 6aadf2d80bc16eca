import { useState } from "preact/hooks";

import { ProblemNotice } from "../../parts/problem";
import { get } from "../../service/client";
import type { EvaluationPage, EvaluationSummary } from "../../service/openapi";
import { useLoaded } from "../../service/use_loaded";
import { useWords } from "../../text/words";
import { Ablation } from "./ablation";
import { AnswerFigures } from "./answer_figures";
import { shareWithin } from "./share_within";

const load = () => get<EvaluationPage>("v1/evaluations", { limit: 20 });

/** The last runs of `citegraph eval`, and the figures of the one that is chosen. */
export function Evaluations() {
    const words = useWords().quality;
    const { value, error } = useLoaded(load);
    const [chosen, setChosen] = useState(0);
    const runs = value?.items ?? [];
    const run = runs[chosen];
    return (
        <section aria-labelledby="evaluations">
            <h2 id="evaluations">{words.evaluations}</h2>
            <ProblemNotice error={error} />
            {value && !runs.length && (
                <p class="faint">
                    {words.none} <code>citegraph eval --questions questions.jsonl</code>
                </p>
            )}
            {runs.length > 0 && <Runs runs={runs} chosen={chosen} onChoose={setChosen} />}
            {run && <Ablation run={run} />}
            {run?.answers && <AnswerFigures answers={run.answers} />}
        </section>
    );
}

interface RunsProps {
    runs: EvaluationSummary[];
    chosen: number;
    onChoose: (place: number) => void;
}

function Runs({ runs, chosen, onChoose }: RunsProps) {
    const words = useWords().quality;
    return (
        <div class="wide" role="region" aria-labelledby="evaluations" tabIndex={0}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.measured}</th>
                        <th scope="col">{words.corpus}</th>
                        <th scope="col">{words.questions}</th>
                        <th scope="col">{words.right}</th>
                        <th scope="col">{words.found}</th>
                    </tr>
                </thead>
                <tbody>
                    {runs.map(({ measured_at: at, corpus, answers, methods, intervals }, place) => (
                        <tr key={at}>
                            <th scope="row">
                                <button
                                    type="button"
                                    class="link"
                                    aria-current={place === chosen ? "true" : undefined}
                                    onClick={() => onChoose(place)}
                                >
                                    {new Date(at).toLocaleString()}
                                </button>
                            </th>
                            <td>{corpus.data}</td>
                            <td>{corpus.questions}</td>
                            <td>{answers && shareWithin(answers.figures.right, answers.intervals.right)}</td>
                            <td>{shareWithin(methods.fusion?.["recall@5"], intervals.fusion?.["recall@5"])}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
