import type { Core } from "cytoscape";
import { useEffect, useRef } from "preact/hooks";

import type { Fact } from "../service/openapi";
import { useWords } from "../text/words";

/** A drawing of facts as a graph; its library is loaded when it is first shown. */
export function Drawing({ facts }: { facts: Fact[] }) {
    const words = useWords().facts;
    const place = useRef<HTMLDivElement>(null);
    const things = new Set(facts.flatMap(({ head, tail }) => [head, tail])).size;
    useEffect(() => {
        let drawn: Core | undefined;
        let gone = false;
        void import("cytoscape").then(({ default: cytoscape }) => {
            if (gone || !place.current) return;
            drawn = cytoscape({
                container: place.current,
                elements: elementsOf(facts),
                style: styleOf(getComputedStyle(place.current)),
                layout: {
                    name: "cose",
                    animate: false,
                    randomize: true,
                    padding: 24,
                    nodeRepulsion: () => 400_000,
                    idealEdgeLength: () => 90,
                },
                maxZoom: 2,
            });
        });
        return () => {
            gone = true;
            drawn?.destroy();
        };
    }, [facts]);
    return <div class="drawing" ref={place} role="img" aria-label={words.describe(facts.length, things)} />;
}

function elementsOf(facts: Fact[]) {
    const names = new Map(
        facts.flatMap(({ head, head_name, tail, tail_name }) => [
            [head, head_name],
            [tail, tail_name],
        ]),
    );
    return [
        ...Array.from(names, ([id, label]) => ({ data: { id, label } })),
        ...facts.map(({ id, head, tail, type }) => ({ data: { id, source: head, target: tail, label: type } })),
    ];
}

/** The colours of the page, light or dark: a canvas knows no style sheet. */
function styleOf({ color, backgroundColor, outlineColor, fontFamily }: CSSStyleDeclaration) {
    const text = { label: "data(label)", color, "font-family": fontFamily, "text-wrap": "wrap" as const };
    return [
        {
            selector: "node",
            style: {
                ...text,
                "background-color": outlineColor,
                "font-size": 13,
                width: 18,
                height: 18,
                "text-valign": "bottom" as const,
                "text-max-width": "130px",
                "text-margin-y": 4,
            },
        },
        {
            selector: "edge",
            style: {
                ...text,
                "font-size": 9,
                width: 1.5,
                "line-color": outlineColor,
                "target-arrow-color": outlineColor,
                "target-arrow-shape": "triangle" as const,
                "curve-style": "bezier" as const,
                "text-rotation": "autorotate" as const,
                "text-background-color": backgroundColor,
                "text-background-opacity": 1,
            },
        },
    ];
}
