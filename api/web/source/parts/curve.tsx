import { percent } from "../text/numbers";

export interface Point {
    x: number;
    /** From 0 to 1. */
    y: number;
}

interface CurveProps {
    points: Point[];
    x: string;
    label: string;
}

const WIDTH = 560;
const HEIGHT = 240;
const [LEFT, RIGHT, TOP, BOTTOM] = [44, 12, 12, 40];

/** Shares over a number that grows; `x` names it, `label` says in words what the curve shows. */
export function Curve({ points, x, label }: CurveProps) {
    const most = points.at(-1)?.x ?? 1;
    const across = (value: number) => LEFT + (value / most) * (WIDTH - LEFT - RIGHT);
    const down = (share: number) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
    const line = [{ x: 0, y: 0 }, ...points].map((point) => `${across(point.x)},${down(point.y)}`);
    return (
        <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
            {[0, 0.25, 0.5, 0.75, 1].map((share) => (
                <g key={share}>
                    <line class="rule" x1={LEFT} x2={WIDTH - RIGHT} y1={down(share)} y2={down(share)} />
                    <text x={LEFT - 6} y={down(share) + 4} text-anchor="end">
                        {percent(share)}
                    </text>
                </g>
            ))}
            <polyline class="line" points={line.join(" ")} />
            <text x={LEFT} y={HEIGHT - 22}>
                0
            </text>
            <text x={WIDTH - RIGHT} y={HEIGHT - 22} text-anchor="end">
                {most}
            </text>
            <text x={(LEFT + WIDTH) / 2} y={HEIGHT - 6} text-anchor="middle">
                {x}
            </text>
        </svg>
    );
}
