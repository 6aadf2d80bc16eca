import { useRef, useState } from "preact/hooks";

import { ProblemNotice } from "../../parts/problem";
import { call, jsonBody } from "../../service/client";
import type { Job } from "../../service/openapi";
import { useWords } from "../../text/words";

const AT_ONCE = "start-at-once";

/** Where files are dropped or chosen, and addresses pasted; `onJob` is told of each job that came of it. */
export function AddDocuments({ onJob }: { onJob: (job: Job) => void }) {
    const words = useWords().documents;
    const [sending, setSending] = useState(false);
    const [held, setHeld] = useState(localStorage.getItem(AT_ONCE) === null);
    const [over, setOver] = useState(false);
    const [errors, setErrors] = useState<unknown[]>([]);
    const chooser = useRef<HTMLInputElement>(null);

    const send = async (requests: RequestInit[]) => {
        setSending(true);
        setErrors([]);
        for (const request of requests) {
            try {
                onJob((await (await call(`v1/documents?hold=${held}`, request)).json()) as Job);
            } catch (error) {
                setErrors((before) => [...before, error]);
            }
        }
        setSending(false);
    };
    const sendFiles = (files: FileList | null | undefined) => {
        if (files?.length) void send([{ method: "POST", body: formOf(files) }]);
    };
    const sendAddresses = (event: SubmitEvent) => {
        event.preventDefault();
        const form = event.currentTarget as HTMLFormElement;
        const addresses = String(new FormData(form).get("addresses")).split(/\s+/).filter(Boolean);
        void send(addresses.map((url) => jsonBody({ url }))).then(() => form.reset());
    };
    const hold = (wanted: boolean) => {
        if (wanted) localStorage.removeItem(AT_ONCE);
        else localStorage.setItem(AT_ONCE, "yes");
        setHeld(wanted);
    };
    return (
        <section class="add" aria-labelledby="add">
            <h2 id="add">{words.add}</h2>
            <div class="side-by-side">
                <div
                    class={over ? "drop over" : "drop"}
                    onDragOver={(event) => {
                        event.preventDefault();
                        setOver(true);
                    }}
                    onDragLeave={() => setOver(false)}
                    onDrop={(event) => {
                        event.preventDefault();
                        setOver(false);
                        sendFiles(event.dataTransfer?.files);
                    }}
                >
                    <p>{words.drop}</p>
                    <button type="button" disabled={sending} onClick={() => chooser.current?.click()}>
                        {words.choose}
                    </button>
                    <input
                        ref={chooser}
                        type="file"
                        multiple
                        hidden
                        onChange={(event) => {
                            sendFiles(event.currentTarget.files);
                            event.currentTarget.value = "";
                        }}
                    />
                </div>
                <form onSubmit={sendAddresses}>
                    <label for="addresses">{words.urls}</label>
                    <textarea id="addresses" name="addresses" rows={3} required placeholder="https://" />
                    <button class="main" disabled={sending}>
                        {words.fetch}
                    </button>
                </form>
            </div>
            <label class="check">
                <input type="checkbox" checked={held} onChange={(event) => hold(event.currentTarget.checked)} />
                {words.hold}
            </label>
            <div role="status">{sending && words.sending}</div>
            {errors.map((error, place) => (
                <ProblemNotice key={place} error={error} />
            ))}
        </section>
    );
}

function formOf(files: FileList): FormData {
    const form = new FormData();
    for (const file of files) form.append("file", file, file.name);
    return form;
}
