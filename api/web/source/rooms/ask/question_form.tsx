import { useRef } from "preact/hooks";

import { useWords } from "../../text/words";

interface QuestionFormProps {
    busy: boolean;
    onAsk: (question: string) => void;
    onStop: () => void;
}

/** The box for a question; Enter sends it, Shift and Enter begins a new line. */
export function QuestionForm({ busy, onAsk, onStop }: QuestionFormProps) {
    const words = useWords().ask;
    const box = useRef<HTMLTextAreaElement>(null);
    const send = () => {
        const question = box.current?.value.trim();
        if (!question || busy) return;
        onAsk(question);
        box.current!.value = "";
        box.current!.focus();
    };
    return (
        <form
            class="ask"
            onSubmit={(event) => {
                event.preventDefault();
                send();
            }}
        >
            <label for="question">{words.label}</label>
            <textarea
                id="question"
                ref={box}
                rows={2}
                placeholder={words.placeholder}
                onKeyDown={(event) => {
                    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
                    event.preventDefault();
                    send();
                }}
            />
            {busy ? (
                <button type="button" onClick={onStop}>
                    {words.stop}
                </button>
            ) : (
                <button type="submit" class="main">
                    {words.send}
                </button>
            )}
        </form>
    );
}
