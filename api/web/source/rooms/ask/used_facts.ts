import { get } from "../../service/client";
import type { Answer, Fact, FactPage } from "../../service/openapi";

/** A fact of the graph that a passage of the answer states: where, in which sentence, and what it led to. */
export interface UsedFact {
    fact: Fact;
    title: string;
    sentence: string;
    cited: boolean;
    channels: string[];
}

const MOST_ENTITIES = 8;
const MOST_FACTS = 30;

/** The facts about what the question names and the graph walked through, as far as the answer's passages state them.
 *
 * Those in cited sentences come first. The service does not say which facts an answer used, so a fact counts where one
 * sentence names both of its ends.
 */
export async function findUsedFacts(answer: Answer): Promise<UsedFact[]> {
    const sentences = sentencesOf(answer);
    const known = await Promise.all(entitiesOf(answer).map(factsOf));
    const facts = new Map(known.flat().map((fact) => [fact.id, fact]));
    const used: UsedFact[] = [];
    for (const fact of facts.values()) {
        const place = sentences.find(({ text }) => names(text, fact.head_name) && names(text, fact.tail_name));
        if (!place) continue;
        used.push({
            fact,
            title: place.title,
            sentence: place.text,
            cited: place.cited,
            channels: channelsOf(answer, fact),
        });
    }
    used.sort((one, other) => rank(other) - rank(one));
    return used.slice(0, MOST_FACTS);
}

function rank({ cited, channels, fact }: UsedFact): number {
    return (cited ? 1000 : 0) + channels.length * 100 + Math.min(fact.support, 99);
}

function factsOf(entity: string): Promise<Fact[]> {
    const asked = get<FactPage>("v1/facts", { entity, limit: 200 });
    // A name may meanwhile be that of two entities, or of none.
    return asked.then(({ items }) => items).catch(() => []);
}

/** Ids of what the question names, then names of what the walk over the graph went through. */
function entitiesOf({ trace, passages }: Answer): string[] {
    const linked = trace.links.filter(({ kind }) => kind === "entity").map(({ target }) => target);
    const reasons = passages.flatMap(({ channels }) => channels).map(({ why }) => why);
    const walked = reasons.filter((why) => why.startsWith("through ")).map((why) => why.slice("through ".length));
    return [...new Set([...linked, ...walked])].slice(0, MOST_ENTITIES);
}

/** All sentences of the passages, the cited ones first. */
function sentencesOf({ citations, passages, trace }: Answer): { text: string; title: string; cited: boolean }[] {
    const cited = citations.map(({ quote, title }) => ({ text: quote, title, cited: true }));
    const cutter = new Intl.Segmenter(trace.analysis.language === "ko" ? "ko" : "en", { granularity: "sentence" });
    const read = passages.flatMap(({ text, title }) =>
        Array.from(cutter.segment(text), ({ segment }) => ({ text: segment.trim(), title, cited: false })),
    );
    return [...cited, ...read];
}

function channelsOf({ passages }: Answer, fact: Fact): string[] {
    const led = passages.flatMap(({ channels }) => channels).filter(({ why }) => why === fact.text);
    return [...new Set(led.map(({ channel }) => channel))];
}

function names(text: string, name: string): boolean {
    return text.toLowerCase().includes(name.toLowerCase());
}
