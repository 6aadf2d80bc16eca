import { createContext } from "preact";
import { useContext } from "preact/hooks";

import { en, type Words } from "./en";
import { ko } from "./ko";

export type Language = "en" | "ko";
export const LANGUAGES: [Language, string][] = [
    ["en", "English"],
    ["ko", "한국어"],
];
const ALL: Record<Language, Words> = { en, ko };
const CHOSEN = "language";

export const WordsContext = createContext<Words>(en);

/** The words of the page in the reader's language. */
export function useWords(): Words {
    return useContext(WordsContext);
}

export function wordsIn(language: Language): Words {
    return ALL[language];
}

/** What the reader chose before, else the first language of the browser that the page speaks. */
export function preferredLanguage(): Language {
    const wanted = [localStorage.getItem(CHOSEN) ?? "", ...navigator.languages].map((code) => code.slice(0, 2));
    return wanted.find((code): code is Language => code in ALL) ?? "en";
}

export function rememberLanguage(language: Language): void {
    localStorage.setItem(CHOSEN, language);
}
