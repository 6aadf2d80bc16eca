import { useCallback, useEffect, useState } from "preact/hooks";

import { get } from "../../service/client";
import type { Job, JobPage } from "../../service/openapi";

const ASK_AGAIN_MS = 1000;

/** How fast a stage of a job is: where it was when it was first seen. */
export interface Pace {
    stage: string;
    done: number;
    at: number;
}

/** The newest jobs; those under way are asked for again every second, and `onEnd` is called when one ends. */
export function useJobs(onEnd: () => void) {
    const [jobs, setJobs] = useState<Job[] | null>(null);
    const [paces, setPaces] = useState<Record<string, Pace>>({});
    const [error, setError] = useState<unknown>(null);
    const put = useCallback((job: Job) => {
        setJobs((all) => [job, ...(all ?? []).filter(({ id }) => id !== job.id)]);
    }, []);
    const follow = useCallback(
        async (id: string) => {
            try {
                const job = await get<Job>(`v1/jobs/${encodeURIComponent(id)}`);
                setJobs((all) => (all ?? []).map((before) => (before.id === id ? job : before)));
                setPaces((all) => ({ ...all, [id]: paceOf(job, all[id]) }));
                setError(null);
                if (!isUnderWay(job)) onEnd();
            } catch (failure) {
                setError(failure);
            }
        },
        [onEnd],
    );
    useEffect(() => {
        get<JobPage>("v1/jobs", { limit: 20 }).then(({ items }) => setJobs((all) => withOlder(all, items)), setError);
    }, []);

    const underWay = (jobs ?? [])
        .filter(isUnderWay)
        .map(({ id }) => id)
        .join(" ");
    useEffect(() => {
        if (!underWay) return;
        const timer = setInterval(() => underWay.split(" ").forEach((id) => void follow(id)), ASK_AGAIN_MS);
        return () => clearInterval(timer);
    }, [underWay, follow]);
    return { jobs, paces, error, put };
}

/** The jobs that are shown already, which may have come while the list was on its way, and behind them the others of the list. */
function withOlder(shown: Job[] | null, listed: Job[]): Job[] {
    const known = new Set((shown ?? []).map(({ id }) => id));
    return [...(shown ?? []), ...listed.filter(({ id }) => !known.has(id))];
}

export function isUnderWay({ state }: Job): boolean {
    return state === "queued" || state === "running";
}

function paceOf({ stage }: Job, before?: Pace): Pace {
    const name = stage?.name ?? "";
    return before?.stage === name ? before : { stage: name, done: stage?.done ?? 0, at: Date.now() };
}
