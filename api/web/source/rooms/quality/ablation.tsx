import { useState } from "preact/hooks";

import { Bars } from "../../parts/bars";
import type { EvaluationSummary } from "../../service/openapi";
import { amount } from "../../text/numbers";
import { useWords } from "../../text/words";
import { shareWithin } from "./share_within";

const FIGURES = ["recall@5", "recall@2", "recall@10", "all_recall@5", "mrr"] as const;

/** Each way of finding passages alone and all together, as a chart and as a table. */
export function Ablation({ run: { methods, intervals } }: { run: EvaluationSummary }) {
    const words = useWords().quality;
    const [figure, setFigure] = useState<string>(FIGURES[0]);
    const names = Object.keys(methods);
    if (!names.length) return null;
    const bars = names.map((name) => ({
        name,
        value: methods[name]?.[figure] ?? 0,
        interval: intervals[name]?.[figure],
    }));
    return (
        <section aria-labelledby="ablation">
            <h3 id="ablation">{words.ablation}</h3>
            <label>
                {words.figure}{" "}
                <select value={figure} onChange={(event) => setFigure(event.currentTarget.value)}>
                    {FIGURES.map((name) => (
                        <option key={name} value={name}>
                            {words.figures[name]}
                        </option>
                    ))}
                </select>
            </label>
            <div class="side-by-side">
                <Bars bars={bars} label={words.chart} />
                <div class="wide" role="region" aria-labelledby="ablation" tabIndex={0}>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{words.method}</th>
                                <th scope="col">{words.figures[figure as (typeof FIGURES)[number]]}</th>
                                <th scope="col">{words.milliseconds}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {bars.map(({ name, value, interval }) => (
                                <tr key={name}>
                                    <th scope="row">{name}</th>
                                    <td>{shareWithin(value, interval)}</td>
                                    <td>{amount(methods[name]?.ms_p50 ?? 0)}</td>
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </div>
            </div>
        </section>
    );
}
