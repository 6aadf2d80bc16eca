import { useEffect, useState } from "preact/hooks";

import { setKeyPrompt } from "../service/client";
import { useWords } from "../text/words";
import { Dialog } from "./dialog";

interface Asked {
    refused: boolean;
    answer: (key: string) => void;
    giveUp: (reason: Error) => void;
}

/** Asks for the key of the service when a call needs it. */
export function KeyDialog() {
    const words = useWords();
    const [asked, setAsked] = useState<Asked | null>(null);
    useEffect(() => {
        setKeyPrompt((refused) => new Promise((answer, giveUp) => setAsked({ refused, answer, giveUp })));
    }, []);
    if (!asked) return null;

    const submit = (event: SubmitEvent) => {
        event.preventDefault();
        const key = new FormData(event.currentTarget as HTMLFormElement).get("key");
        setAsked(null);
        asked.answer(String(key).trim());
    };
    const close = () => {
        setAsked(null);
        asked.giveUp(new Error("no key was given"));
    };
    return (
        <Dialog title={words.key.title} onClose={close}>
            <form onSubmit={submit}>
                <label for="key">{words.key.label}</label>
                <input
                    id="key"
                    name="key"
                    type="password"
                    autocomplete="off"
                    required
                    pattern="[\x21-\x7e]+"
                    aria-describedby="key-help"
                />
                <p id="key-help" class="faint">
                    {words.key.help}
                </p>
                {asked.refused && <p role="alert">{words.key.wrong}</p>}
                <button class="main">{words.key.send}</button>
            </form>
        </Dialog>
    );
}
