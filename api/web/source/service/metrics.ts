import { call } from "./client";

/** What the service has counted since its start, as it tells Prometheus. */
export interface Metrics {
    /** The sum of the samples of this name whose labels hold `label`; 0 where there are none. */
    sum: (name: string, label?: string) => number;
}

export async function loadMetrics(): Promise<Metrics> {
    const samples = [...(await (await call("metrics")).text()).matchAll(/^(\w+)(?:\{(.*)\})? (\S+)/gm)];
    return {
        sum: (wanted, label = "") =>
            samples
                .filter(([, name, labels = ""]) => name === wanted && labels.includes(label))
                .reduce((sum, [, , , value]) => sum + Number(value), 0),
    };
}
