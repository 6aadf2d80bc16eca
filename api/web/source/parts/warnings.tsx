import type { IngestWarning } from "../service/openapi";
import { useWords } from "../text/words";
import { Said } from "./said";

/** Losses and repairs: what kind, where, how often, and what to do about it. */
export function Warnings({ items }: { items: IngestWarning[] }) {
    const words = useWords();
    return (
        <ul>
            {items.map(({ kind, place, count, remedy }) => (
                <li key={`${kind} ${place} ${remedy}`}>
                    <strong>
                        <Said>{kind}</Said>
                    </strong>
                    {place && ` – ${place}`}
                    {count > 1 && ` (${words.jobs.times(count)})`}
                    {remedy && (
                        <p class="faint">
                            <Said>{remedy}</Said>
                        </p>
                    )}
                </li>
            ))}
        </ul>
    );
}
