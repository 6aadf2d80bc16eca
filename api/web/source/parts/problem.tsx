import { CallError } from "../service/client";
import { useWords } from "../text/words";

/** What went wrong, in words, and what helps. */
export function ProblemNotice({ error }: { error: unknown }) {
    const words = useWords().problem;
    if (!(error instanceof CallError)) return error ? <Notice said={words.unexpected} more={[String(error)]} /> : null;
    const { status, detail, remedy, errors = [], retry_after_s: wait } = error.problem;
    if (status === 0) return <Notice said={words.unreachable} />;
    const more = [detail, remedy, ...errors.map(({ place, message }) => `${place}: ${message}`)];
    if (wait) more.push(words.retry(wait));
    return <Notice said={status === 503 ? words.unavailable : words.unexpected} more={more} />;
}

function Notice({ said, more = [] }: { said: string; more?: (string | undefined)[] }) {
    return (
        <div class="notice problem" role="alert">
            <strong>{said}</strong>
            {more.filter(Boolean).map((line) => (
                <p key={line}>{line}</p>
            ))}
        </div>
    );
}
