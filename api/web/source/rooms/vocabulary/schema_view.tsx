import { useState } from "preact/hooks";

import { Said } from "../../parts/said";
import type { DroppedType, EntityType, GraphSchema, RelationType } from "../../service/openapi";
import { useWords } from "../../text/words";
import { RelationDialog } from "./relation_dialog";
import type { Edit } from "./relation_edits";

const SENTENCES = 2;

/** A version of the vocabulary: its types, relations and forms of statements, each with how often and two examples. */
export function SchemaView({ schema, onEdit }: { schema: GraphSchema; onEdit: (edit: Edit) => void }) {
    const words = useWords().vocabulary;
    const [changed, setChanged] = useState<RelationType | null>(null);
    const { version, status, entity_types: types, relation_types: relations, patterns, dropped } = schema;
    return (
        <section aria-labelledby="schema">
            <h2 id="schema">{`${words.version(version)}, ${words.states[status]}`}</h2>
            <Kinds title={words.entityTypes} kinds={types} />
            <Kinds title={words.relationTypes} kinds={relations} onChange={setChanged} />
            <details>
                <summary>{`${words.patterns} (${patterns.length})`}</summary>
                <ul>
                    {patterns.map(({ head, relation, tail, count, examples }) => (
                        <li key={`${head} ${relation} ${tail}`}>
                            <code>{`(${head})-[${relation}]->(${tail})`}</code> <span class="faint">{count}</span>
                            {examples.slice(0, SENTENCES).map((example) => (
                                <blockquote key={example}>{example}</blockquote>
                            ))}
                        </li>
                    ))}
                </ul>
            </details>
            <LeftOut dropped={dropped} />
            {changed && (
                <RelationDialog
                    relation={changed}
                    others={relations.map(({ name }) => name).filter((name) => name !== changed.name)}
                    onEdit={onEdit}
                    onClose={() => setChanged(null)}
                />
            )}
        </section>
    );
}

interface KindsProps<Kind> {
    title: string;
    kinds: Kind[];
    onChange?: (kind: Kind) => void;
}

function Kinds<Kind extends EntityType | RelationType>({ title, kinds, onChange }: KindsProps<Kind>) {
    const words = useWords().vocabulary;
    return (
        <details open>
            <summary>{`${title} (${kinds.length})`}</summary>
            <div class="wide scroll" role="region" aria-label={title} tabIndex={0}>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.name}</th>
                            <th scope="col">{words.count}</th>
                            <th scope="col">{words.meaning}</th>
                            <th scope="col">{words.took}</th>
                            {onChange && <th scope="col">{words.change}</th>}
                        </tr>
                    </thead>
                    <tbody>
                        {kinds.map((kind) => (
                            <tr key={kind.name}>
                                <th scope="row">
                                    <code>{kind.name}</code>
                                </th>
                                <td>{kind.count}</td>
                                <td>
                                    {kind.definition}
                                    {kind.examples.slice(0, SENTENCES).map((example) => (
                                        <p key={example} class="faint">
                                            {example}
                                        </p>
                                    ))}
                                </td>
                                <td>{takenOver(kind).join(", ")}</td>
                                {onChange && (
                                    <td>
                                        <button
                                            type="button"
                                            aria-label={words.changeOne(kind.name)}
                                            onClick={() => onChange(kind)}
                                        >
                                            {words.change}
                                        </button>
                                    </td>
                                )}
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </details>
    );
}

function takenOver(kind: EntityType | RelationType): string[] {
    const inverted = "inverted_from" in kind ? kind.inverted_from : [];
    return [...kind.merged_from, ...inverted.map((name) => `⇄ ${name}`)];
}

/** What the draft left out, how often it was stated, and why. */
function LeftOut({ dropped }: { dropped: DroppedType[] }) {
    const words = useWords().vocabulary;
    if (!dropped.length) return null;
    return (
        <details>
            <summary>{`${words.leftOut} (${dropped.length})`}</summary>
            <ul class="scroll" tabIndex={0} aria-label={words.leftOut}>
                {dropped.map(({ kind, name, count, reason, examples }) => (
                    <li key={`${kind} ${name}`}>
                        <code>{name}</code> <span class="faint">{count}</span> – <Said>{reason}</Said>
                        {examples.slice(0, SENTENCES).map((example) => (
                            <blockquote key={example}>{example}</blockquote>
                        ))}
                    </li>
                ))}
            </ul>
        </details>
    );
}
