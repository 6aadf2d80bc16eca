import type { GraphSchema, Pattern, RelationType } from "../../service/openapi";

/** What a person says of a relation type: another name, part of another one, the other way round, or nothing worth. */
export interface Edit {
    kind: "rename" | "merge" | "invert" | "drop";
    relation: string;
    /** The relation type that it becomes, or becomes a part of; nothing where it is dropped. */
    into: string;
}

/** The vocabulary as it would be with these edits, one after the other. */
export function edited(schema: GraphSchema, edits: Edit[]): GraphSchema {
    return edits.reduce(withEdit, schema);
}

function withEdit(schema: GraphSchema, edit: Edit): GraphSchema {
    const type = schema.relation_types.find(({ name }) => name === edit.relation);
    if (!type) return schema;
    if (edit.kind === "drop") {
        return {
            ...schema,
            relation_types: schema.relation_types.filter((one) => one !== type),
            patterns: schema.patterns.filter(({ relation }) => relation !== type.name),
        };
    }
    const inverted = edit.kind === "invert";
    const known = schema.relation_types.find(({ name }) => name === edit.into);
    const taker = withNames(known ?? named(type, edit.into, inverted), type, inverted);
    return {
        ...schema,
        relation_types: schema.relation_types.flatMap((one) => {
            if (one === (known ?? type)) return [taker];
            return one === type ? [] : [one];
        }),
        patterns: together(schema.patterns.map((one) => (one.relation === type.name ? turned(one, edit) : one))),
    };
}

/** The type under a name of its own, which has taken nothing over yet. */
function named(type: RelationType, name: string, inverted: boolean): RelationType {
    const [head, tail] = inverted ? [type.tail, type.head] : [type.head, type.tail];
    return { ...type, name, head, tail, count: 0, merged_from: [], inverted_from: [] };
}

/** The taker with all names of the type that it takes over. */
function withNames(taker: RelationType, type: RelationType, inverted: boolean): RelationType {
    const straight = [type.name, ...type.merged_from];
    const [merged, exchanged] = inverted ? [type.inverted_from, straight] : [straight, type.inverted_from];
    return {
        ...taker,
        count: taker.count + type.count,
        merged_from: [...taker.merged_from, ...merged],
        inverted_from: [...taker.inverted_from, ...exchanged],
    };
}

function turned(pattern: Pattern, { kind, into }: Edit): Pattern {
    const { head, tail } = pattern;
    return kind === "invert" ? { ...pattern, head: tail, relation: into, tail: head } : { ...pattern, relation: into };
}

/** Each pattern once, with the counts of those that are alike now. */
function together(patterns: Pattern[]): Pattern[] {
    const found = new Map<string, Pattern>();
    for (const pattern of patterns) {
        const key = `${pattern.head} ${pattern.relation} ${pattern.tail}`;
        const known = found.get(key);
        found.set(key, known ? { ...known, count: known.count + pattern.count } : pattern);
    }
    return [...found.values()];
}
