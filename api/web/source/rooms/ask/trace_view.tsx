import type { ChannelResult, Passage, Trace } from "../../service/openapi";
import { titleOf } from "../../service/documents";
import { useWords } from "../../text/words";

/** How the answer was found, folded. What the service says of its ways is English in every language of the page. */
export function TraceView({ trace, passages }: { trace: Trace; passages: Passage[] }) {
    const words = useWords().trace;
    const channels = trace.channels;
    const queries = channels.flatMap(({ cypher }) => cypher);
    const usage = trace.usage;
    const links = trace.links.map(({ surface, name, how, score }) => words.link(surface, name, how, score.toFixed(2)));
    return (
        <details class="trace">
            <summary>{words.title}</summary>
            <Lines title={words.reading} lines={trace.reading} />
            <Lines title={words.links} lines={links} />
            <Channels channels={channels} />
            <Lines
                title={words.queries}
                lines={queries.map(({ text, refused }) => text + (refused && ` – ${refused}`))}
                code
            />
            <Lines
                title={words.passages}
                lines={passages.map((passage) => `${titleOf(passage)} – ${passage.score.toFixed(2)}`)}
            />
            <Lines title={words.notes} lines={trace.notes} />
            <p>
                {words.cost}: {words.costs(usage.model, usage.model_calls, usage.input_tokens + usage.output_tokens)}
            </p>
        </details>
    );
}

function Channels({ channels }: { channels: ChannelResult[] }) {
    const words = useWords().trace;
    return (
        <table>
            <caption>{words.channels}</caption>
            <thead>
                <tr>
                    <th scope="col">{words.channel}</th>
                    <th scope="col">{words.status}</th>
                    <th scope="col">{words.found}</th>
                    <th scope="col">{words.time}</th>
                    <th scope="col">{words.remark}</th>
                </tr>
            </thead>
            <tbody>
                {channels.map(({ channel, status, ranked, ms, note }) => (
                    <tr key={channel}>
                        <th scope="row">{channel}</th>
                        <td>{words.states[status]}</td>
                        <td>{ranked.length}</td>
                        <td>{Math.round(ms)} ms</td>
                        <td>{note}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

function Lines({ title, lines, code }: { title: string; lines: string[]; code?: boolean }) {
    if (!lines.length) return null;
    return (
        <>
            <h4>{title}</h4>
            <ul>
                {lines.map((line, place) => (
                    <li key={place}>{code ? <code>{line}</code> : line}</li>
                ))}
            </ul>
        </>
    );
}
