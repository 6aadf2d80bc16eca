/** Numbers as they are written in the language of the page. */
const format = (value: number, options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(document.documentElement.lang, options).format(value);

/** A share from 0 to 1. */
export function percent(share: number): string {
    return format(share, { style: "percent", maximumFractionDigits: 0 });
}

/** A count, or an amount with at most two decimals. */
export function amount(value: number): string {
    return format(value, { maximumFractionDigits: 2 });
}

/** Seconds, in minutes where they are many. */
export function duration(seconds: number): string {
    const [value, unit] = seconds < 90 ? [seconds, "second"] : [seconds / 60, "minute"];
    return format(Math.max(1, value), { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 });
}
