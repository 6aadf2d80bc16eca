import { useWords } from "../text/words";

/** What the service says, in the language of the page where that is known, else in English. */
export function Said({ children }: { children: string }) {
    const said = useWords().service(children);
    return said === children ? <span lang="en">{said}</span> : said;
}
