import type { SchemaEffect } from "../../service/openapi";
import { useWords } from "../../text/words";

/** What a vocabulary would do to the facts of the graph. */
export function Effect({ effect: { kept, changed, lost } }: { effect: SchemaEffect }) {
    const words = useWords().vocabulary;
    return (
        <div role="status">
            <p>{words.kept(kept)}</p>
            {[...changed, ...lost].length > 0 && (
                <ul class="scroll">
                    {[...changed, ...lost].map(({ pattern, facts, becomes }) => (
                        <li key={pattern}>
                            <code>{pattern}</code> {becomes ? <code>{`→ ${becomes}`}</code> : words.goes} (
                            {words.facts(facts)})
                        </li>
                    ))}
                </ul>
            )}
        </div>
    );
}
