import { percent } from "../../text/numbers";

/** A share with its interval of 95 %, such as "75 % (63–86 %)"; empty where it was not measured. */
export function shareWithin(share?: number, interval?: [number, number]): string {
    if (share === undefined) return "";
    return interval ? `${percent(share)} (${percent(interval[0])} – ${percent(interval[1])})` : percent(share);
}
