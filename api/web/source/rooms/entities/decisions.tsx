import { ProblemNotice } from "../../parts/problem";
import { get } from "../../service/client";
import type { DecisionPage } from "../../service/openapi";
import { useLoaded } from "../../service/use_loaded";
import { useWords } from "../../text/words";
import type { Deciding } from "./decision_dialog";

const load = () => get<DecisionPage>("v1/decisions", { limit: 50 });

/** What persons decided, the latest first; each decision can be taken back. */
export function Decisions({ onDecide }: { onDecide: (deciding: Deciding) => void }) {
    const words = useWords().entities;
    const { value, error } = useLoaded(load);
    return (
        <section aria-labelledby="decisions">
            <h2 id="decisions">{words.decisions}</h2>
            <ProblemNotice error={error} />
            {value && !value.items.length && <p class="faint">{words.noDecisions}</p>}
            <ul class="plain">
                {value?.items.map(({ id, kind, value: given, reason, decided_by: by, at, undone_at: undone }) => (
                    <li key={id} class="row">
                        <span>
                            <strong>{words.kinds[kind]}</strong> {given} {reason && `– ${reason}`}{" "}
                            <span class="faint">
                                {by}, <time datetime={at}>{new Date(at).toLocaleString()}</time>
                                {undone && `, ${words.undone}`}
                            </span>
                        </span>
                        {!undone && (
                            <button
                                type="button"
                                aria-label={`${words.undo}: ${words.kinds[kind]} ${given ?? ""}`}
                                onClick={() =>
                                    onDecide({
                                        title: `${words.undo}: ${words.kinds[kind]} ${given ?? ""}`,
                                        path: `v1/decisions/${id}/undo`,
                                    })
                                }
                            >
                                {words.undo}
                            </button>
                        )}
                    </li>
                ))}
            </ul>
        </section>
    );
}
