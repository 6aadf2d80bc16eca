import { percent } from "../text/numbers";

export interface Bar {
    name: string;
    /** From 0 to 1, and where it lies with 95 %. */
    value: number;
    interval?: [number, number];
}

const [WIDTH, ROW, LEFT, RIGHT] = [560, 28, 110, 60];

/** Shares as bars, each with its interval; `label` says in words what they show. */
export function Bars({ bars, label }: { bars: Bar[]; label: string }) {
    const across = (share: number) => LEFT + share * (WIDTH - LEFT - RIGHT);
    return (
        <svg class="chart" viewBox={`0 0 ${WIDTH} ${bars.length * ROW + 4}`} role="img" aria-label={label}>
            {bars.map(({ name, value, interval: [low, high] = [value, value] }, place) => (
                <g key={name}>
                    <text x={LEFT - 8} y={place * ROW + 19} text-anchor="end">
                        {name}
                    </text>
                    <rect class="bar" x={LEFT} y={place * ROW + 5} width={across(value) - LEFT} height={ROW - 9} />
                    <line
                        class="interval"
                        x1={across(low)}
                        x2={across(high)}
                        y1={place * ROW + ROW / 2}
                        y2={place * ROW + ROW / 2}
                    />
                    <text x={WIDTH - RIGHT + 8} y={place * ROW + 19}>
                        {percent(value)}
                    </text>
                </g>
            ))}
        </svg>
    );
}
