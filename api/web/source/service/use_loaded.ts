import { useCallback, useEffect, useState } from "preact/hooks";

interface Loaded<Value> {
    value: Value | null;
    error: unknown;
    reload: () => void;
}

/** What `load` gives, loaded when the component is first shown and again by `reload`; `load` must not change. */
export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
    const [value, setValue] = useState<Value | null>(null);
    const [error, setError] = useState<unknown>(null);
    const reload = useCallback(() => {
        load().then(
            (loaded) => {
                setValue(loaded);
                setError(null);
            },
            (failure: unknown) => setError(failure),
        );
    }, [load]);
    useEffect(reload, [reload]);
    return { value, error, reload };
}
