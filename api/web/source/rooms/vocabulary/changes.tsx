import type { KindsDiff, SchemaDiff } from "../../service/openapi";
import { useWords } from "../../text/words";

/** What one version of the vocabulary has otherwise than another: + new, − gone, ≠ defined otherwise, → taken over. */
export function Changes({ diff }: { diff: SchemaDiff }) {
    const words = useWords().vocabulary;
    const lines = [
        ...linesOf(diff.entity_types),
        ...linesOf(diff.relation_types),
        ...diff.added_patterns.map((pattern) => `+ ${pattern}`),
        ...diff.dropped_patterns.map((pattern) => `− ${pattern}`),
    ];
    if (!lines.length) return <p class="faint">{words.same}</p>;
    return (
        <ul class="scroll" tabIndex={0} aria-label={words.changes(diff.before, diff.after)}>
            {lines.map((line) => (
                <li key={line}>{line}</li>
            ))}
        </ul>
    );
}

function linesOf({ added, taken_over: taken, dropped, changed }: KindsDiff): string[] {
    return [
        ...added.map((name) => `+ ${name}`),
        ...dropped.map((name) => `− ${name}`),
        ...changed.map((name) => `≠ ${name}`),
        ...taken.map(({ before, after, inverted }) => `${before} → ${after}${inverted ? " ⇄" : ""}`),
    ];
}
