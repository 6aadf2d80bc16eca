import type { GraphSchema } from "../../service/openapi";
import { useWords } from "../../text/words";

/** A version of the vocabulary: its types, relations and forms of statements, each with how often and an example. */
export function SchemaView({ schema }: { schema: GraphSchema }) {
    const words = useWords().vocabulary;
    const { version, status, entity_types: types, relation_types: relations, patterns } = schema;
    return (
        <section aria-labelledby="schema">
            <h2 id="schema">{`${words.version(version)}, ${words.states[status]}`}</h2>
            <Kinds title={words.entityTypes} kinds={types.map((type) => ({ ...type, took: type.merged_from }))} />
            <Kinds
                title={words.relationTypes}
                kinds={relations.map((type) => ({ ...type, took: [...type.merged_from, ...type.inverted_from] }))}
            />
            <details>
                <summary>{`${words.patterns} (${patterns.length})`}</summary>
                <ul>
                    {patterns.map(({ head, relation, tail, count, examples }) => (
                        <li key={`${head} ${relation} ${tail}`}>
                            <code>{`(${head})-[${relation}]->(${tail})`}</code> <span class="faint">{count}</span>
                            {examples[0] && <blockquote>{examples[0]}</blockquote>}
                        </li>
                    ))}
                </ul>
            </details>
        </section>
    );
}

interface Kind {
    name: string;
    definition: string;
    count: number;
    examples: string[];
    took: string[];
}

function Kinds({ title, kinds }: { title: string; kinds: Kind[] }) {
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
                        </tr>
                    </thead>
                    <tbody>
                        {kinds.map(({ name, definition, count, examples, took }) => (
                            <tr key={name}>
                                <th scope="row">
                                    <code>{name}</code>
                                </th>
                                <td>{count}</td>
                                <td>{definition || examples.join(" · ")}</td>
                                <td>{took.join(", ")}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </details>
    );
}
