import catalogue from "./service_words.ko.json";

const KNOWN = Object.entries(catalogue).map(([english, korean]) => ({ pattern: patternOf(english), korean }));
const HOLE = /\{(\w+)\}/g;
const NEXT_SENTENCE = /(?<=\.) +(?=\p{Lu})/u;

/** What the service says in English, in Korean: as a whole, else sentence by sentence; what is not known stays as it is. */
export function inKorean(english: string): string {
    return known(english) ?? english.split(NEXT_SENTENCE).map(ofSentence).join(" ");
}

function ofSentence(english: string): string {
    return known(english) ?? english;
}

function known(english: string): string | undefined {
    const stop = english.endsWith(".") ? "." : "";
    const said = stop ? english.slice(0, -1) : english;
    for (const { pattern, korean } of KNOWN) {
        const found = pattern.exec(said);
        if (found) return korean.replace(HOLE, (_, name: string) => filled(name, found.groups ?? {})) + stop;
    }
    return undefined;
}

function filled(name: string, found: Record<string, string>): string {
    const said = found[`hole${name}`] ?? "";
    return name === "rest" ? inKorean(said) : said;
}

/** What has the form of an entry, whose `{0}` and `{rest}` stand for any words. */
function patternOf(english: string): RegExp {
    const plain = english.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    return new RegExp(`^${plain.replace(/\{(\w+)\}/g, "(?<hole$1>.+?)")}$`, "su");
}
