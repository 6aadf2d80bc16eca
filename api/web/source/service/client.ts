import type { Problem } from "./openapi";

const KEY = "citegraph-key";

/** Everything that can go wrong with a call, in the form in which the API tells it. */
export class CallError extends Error {
    constructor(readonly problem: Said) {
        super(problem.detail);
    }
}
type Said = Pick<Problem, "status"> & Partial<Problem>;

/** What is thrown where the service does not answer, or not to the end. */
export function noAnswer(): CallError {
    return new CallError({ status: 0 });
}

type AskForKey = (refused: boolean) => Promise<string>;
let askForKey: AskForKey = () => Promise.reject(new Error("nobody can be asked for the key"));
let asked: Promise<string> | null = null;

/** Says who asks the reader for the key when the service wants one. */
export function setKeyPrompt(prompt: AskForKey): void {
    askForKey = prompt;
}

/** The response of the service, the key asked for where it is wanted.
 *
 * Throws a CallError where the service answers with a problem, or not at all.
 */
export async function call(path: string, init: RequestInit = {}): Promise<Response> {
    for (;;) {
        const key = sessionStorage.getItem(KEY);
        const response = await send(path, init, key);
        if (response.ok) return response;
        if (response.status !== 401) throw new CallError(await problemIn(response));
        if (sessionStorage.getItem(KEY) !== key) continue; // another call has asked meanwhile
        asked ??= askForKey(key !== null).finally(() => (asked = null));
        sessionStorage.setItem(KEY, await asked);
    }
}

/** What the service answers, as a value. */
export async function get<Value>(path: string, query: Record<string, string | number> = {}): Promise<Value> {
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    return (await call(search.size ? `${path}?${search}` : path)).json() as Promise<Value>;
}

/** Sends a value, or nothing, and gives what the service answers. */
export async function post<Value>(path: string, body?: object): Promise<Value> {
    return (await call(path, jsonBody(body))).json() as Promise<Value>;
}

/** Takes away what the path names; undefined where there is nothing to tell about it. */
export async function remove<Value>(path: string): Promise<Value | undefined> {
    const response = await call(path, { method: "DELETE" });
    return response.status === 204 ? undefined : (response.json() as Promise<Value>);
}

/** The request that sends this value as JSON. */
export function jsonBody(body?: object, signal?: AbortSignal): RequestInit {
    if (!body) return { method: "POST", signal };
    return {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal,
    };
}

async function send(path: string, init: RequestInit, key: string | null): Promise<Response> {
    const headers = new Headers(init.headers);
    if (key !== null) headers.set("X-API-Key", key);
    try {
        // Relative to the page, so that a path of a proxy before both does not matter.
        return await fetch(new URL(path.replace(/^\//, ""), document.baseURI), { ...init, headers });
    } catch (error) {
        if (init.signal?.aborted) throw error;
        throw noAnswer();
    }
}

async function problemIn(response: Response): Promise<Said> {
    const isProblem = response.headers.get("Content-Type")?.includes("json");
    if (!isProblem) return { status: response.status, detail: response.statusText };
    return (await response.json()) as Problem;
}
