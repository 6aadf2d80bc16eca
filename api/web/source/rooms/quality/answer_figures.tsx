import type { AnswerSummary } from "../../service/openapi";
import { amount, percent } from "../../text/numbers";
import { useWords } from "../../text/words";
import { shareWithin } from "./share_within";

/** The figures of the answers, and the share that is right by kind of question. */
export function AnswerFigures({ answers }: { answers: AnswerSummary }) {
    const words = useWords().quality;
    const { figures, intervals, kinds, questions, model, usage, price } = answers;
    const names = words.figures as Record<string, string>;
    return (
        <section aria-labelledby="answers">
            <h3 id="answers">{words.answers(questions, model)}</h3>
            <div class="side-by-side">
                <table>
                    <tbody>
                        {Object.entries(figures).map(([name, value]) => (
                            <tr key={name}>
                                <th scope="row">{names[name] ?? name}</th>
                                <td>
                                    {name.startsWith("ms_")
                                        ? `${amount(value)} ms`
                                        : shareWithin(value, intervals[name])}
                                </td>
                            </tr>
                        ))}
                    </tbody>
                </table>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.kind}</th>
                            <th scope="col">{words.right}</th>
                            <th scope="col">{words.questions}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {Object.entries(kinds).map(([kind, { right = 0, questions: asked = 0 }]) => (
                            <tr key={kind}>
                                <th scope="row">{kind}</th>
                                <td>{percent(right)}</td>
                                <td>{asked}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            {usage.model_calls > 0 && (
                <p>
                    {words.took(usage.model_calls, amount(usage.input_tokens + usage.output_tokens))}
                    {price != null && ` · ${words.price(amount(price))}`}
                </p>
            )}
        </section>
    );
}
