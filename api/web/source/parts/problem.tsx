import { CallError } from "../service/client";
import { useWords } from "../text/words";
import { Said } from "./said";

/** What went wrong, in words, and what helps. */
export function ProblemNotice({ error }: { error: unknown }) {
    const words = useWords().problem;
    if (!(error instanceof CallError)) return error ? <Notice said={words.unexpected} more={[String(error)]} /> : null;
    const { status, detail, remedy, errors = [], retry_after_s: wait } = error.problem;
    if (status === 0) return <Notice said={words.unreachable} />;
    return (
        <Notice
            said={status === 503 ? words.unavailable : words.unexpected}
            more={[detail, remedy]}
            places={errors}
            last={wait ? words.retry(wait) : undefined}
        />
    );
}

interface NoticeProps {
    said: string;
    more?: (string | undefined)[];
    places?: { place: string; message: string }[];
    last?: string;
}

function Notice({ said, more = [], places = [], last }: NoticeProps) {
    return (
        <div class="notice problem" role="alert">
            <strong>{said}</strong>
            {more
                .filter((line) => line !== undefined && line !== "")
                .map((line) => (
                    <p key={line}>
                        <Said>{line!}</Said>
                    </p>
                ))}
            {places.map(({ place, message }) => (
                <p key={`${place} ${message}`}>
                    {place}: <Said>{message}</Said>
                </p>
            ))}
            {last && <p>{last}</p>}
        </div>
    );
}
