import { ProblemNotice } from "../../parts/problem";
import { get } from "../../service/client";
import type { CandidatePage } from "../../service/openapi";
import { useLoaded } from "../../service/use_loaded";
import { useWords } from "../../text/words";
import type { Deciding } from "./decision_dialog";

const load = () => get<CandidatePage>("v1/entities/candidates", { limit: 20 });

/** Pairs that may be one thing: a person says whether they are. */
export function Candidates({ onDecide }: { onDecide: (deciding: Deciding) => void }) {
    const words = useWords().entities;
    const { value, error } = useLoaded(load);
    return (
        <section aria-labelledby="candidates">
            <h2 id="candidates">{words.candidates}</h2>
            <ProblemNotice error={error} />
            {value && !value.items.length && <p class="faint">{words.noCandidates}</p>}
            {value?.items.map((pair) => {
                const { source, source_name: one, target, target_name: other } = pair;
                return (
                    <article class="job" key={`${source} ${target}`} aria-label={words.pair(one, other)}>
                        <div class="side-by-side">
                            <div>
                                <strong>{one}</strong>
                                <blockquote>{pair.source_words}</blockquote>
                            </div>
                            <div>
                                <strong>{other}</strong>
                                <blockquote>{pair.target_words}</blockquote>
                            </div>
                        </div>
                        <p class="faint" lang="en">
                            {pair.reason}
                        </p>
                        <div class="actions">
                            <button
                                type="button"
                                aria-label={`${words.merge}: ${words.pair(one, other)}`}
                                onClick={() =>
                                    onDecide({
                                        title: `${words.merge}: ${words.pair(one, other)}`,
                                        path: "v1/entities/merge",
                                        body: { source, target },
                                    })
                                }
                            >
                                {words.merge}
                            </button>
                            <button
                                type="button"
                                aria-label={`${words.separate}: ${words.pair(one, other)}`}
                                onClick={() =>
                                    onDecide({
                                        title: `${words.separate}: ${words.pair(one, other)}`,
                                        path: "v1/entities/separate",
                                        body: { entity: source, other: target },
                                    })
                                }
                            >
                                {words.separate}
                            </button>
                        </div>
                    </article>
                );
            })}
        </section>
    );
}
