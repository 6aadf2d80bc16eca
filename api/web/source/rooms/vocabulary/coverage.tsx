import { useState } from "preact/hooks";

import { Curve, type Point } from "../../parts/curve";
import { ProblemNotice } from "../../parts/problem";
import { post } from "../../service/client";
import type { GraphSchema, Refinement } from "../../service/openapi";
import { percent } from "../../text/numbers";
import { useWords } from "../../text/words";

const LISTED = [1, 2, 5, 10, 20, 50, 100];

/** How much of what was stated a version holds: by its commonest relations, and what each round of drafting afresh would keep. */
export function Coverage({ schema }: { schema: GraphSchema }) {
    const words = useWords().vocabulary;
    const points = coverageOf(schema);
    const last = points.at(-1);
    if (!last) return null;
    const listed = points.filter(({ x }) => LISTED.includes(x) || x === last.x);
    return (
        <details>
            <summary>{words.coverage}</summary>
            <p>{words.coverageHelp}</p>
            <div class="side-by-side">
                <Curve points={points} x={words.relationTypes} label={words.covered(last.x, percent(last.y))} />
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.relationTypes}</th>
                            <th scope="col">{words.share}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {listed.map(({ x, y }) => (
                            <tr key={x}>
                                <th scope="row">{x}</th>
                                <td>{percent(y)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            <Rounds />
        </details>
    );
}

/** What the n commonest relation types hold of all statements that were counted when the version was drafted, 0 to 1. */
function coverageOf({ patterns, dropped }: GraphSchema): Point[] {
    const counts = new Map<string, number>();
    for (const { relation, count } of patterns) counts.set(relation, (counts.get(relation) ?? 0) + count);
    const left = dropped.filter(({ kind }) => kind === "pattern").reduce((sum, { count }) => sum + count, 0);
    const all = left + [...counts.values()].reduce((sum, count) => sum + count, 0);
    if (!all) return [];
    let held = 0;
    return [...counts.values()]
        .toSorted((one, other) => other - one)
        .map((count, place) => ({ x: place + 1, y: (held += count) / all }));
}

function Rounds() {
    const words = useWords().vocabulary;
    const [found, setFound] = useState<Refinement | null>(null);
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<unknown>(null);
    const load = () => {
        setBusy(true);
        post<Refinement>("v1/schema/refine?dry_run=true&ask_model=false&rounds=9")
            .then((rounds) => {
                setFound(rounds);
                setError(null);
            }, setError)
            .finally(() => setBusy(false));
    };
    return (
        <>
            <button type="button" disabled={busy} onClick={load}>
                {words.rounds}
            </button>
            <ProblemNotice error={error} />
            {found && <RoundTable rounds={found.rounds} />}
        </>
    );
}

function RoundTable({ rounds }: { rounds: Refinement["rounds"] }) {
    const words = useWords().vocabulary;
    return (
        <table class="rounds">
            <thead>
                <tr>
                    <th scope="col">{words.round}</th>
                    <th scope="col">{words.entityTypes}</th>
                    <th scope="col">{words.relationTypes}</th>
                    <th scope="col">{words.patterns}</th>
                    <th scope="col">{words.share}</th>
                </tr>
            </thead>
            <tbody>
                {rounds.map(({ name, entity_types: types, relation_types: relations, patterns, kept }) => (
                    <tr key={name}>
                        <th scope="row" lang="en">
                            {name}
                        </th>
                        <td>{types}</td>
                        <td>{relations}</td>
                        <td>{patterns}</td>
                        <td>{percent(kept)}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
