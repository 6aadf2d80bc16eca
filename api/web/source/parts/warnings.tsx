import type { IngestWarning } from "../service/openapi";
import { useWords } from "../text/words";

/** Losses and repairs, as the service says them: its words are English in every language of the page. */
export function Warnings({ items }: { items: IngestWarning[] }) {
    const words = useWords();
    return (
        <ul lang="en">
            {items.map(({ kind, place, count, remedy }) => (
                <li key={`${kind} ${place}`}>
                    <strong>{kind}</strong>
                    {place && ` – ${place}`}
                    {count > 1 && ` (${words.jobs.times(count)})`}
                    {remedy && <p class="faint">{remedy}</p>}
                </li>
            ))}
        </ul>
    );
}
