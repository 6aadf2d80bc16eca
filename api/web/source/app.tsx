import { useEffect, useState } from "preact/hooks";

import { KeyDialog } from "./parts/key_dialog";
import { ROOMS, type Room } from "./rooms";
import { LANGUAGES, rememberLanguage, WordsContext, wordsIn, type Language } from "./text/words";

/** The frame: what is on every page, and the room that the address names. Rooms once entered stay as they were left. */
export function App() {
    const [language, setLanguage] = useState(document.documentElement.lang as Language);
    const [room, setRoom] = useState(roomOfAddress);
    const [entered, setEntered] = useState<string[]>([]);
    const words = wordsIn(language);

    useEffect(() => {
        const follow = () => setRoom(roomOfAddress());
        addEventListener("hashchange", follow);
        return () => removeEventListener("hashchange", follow);
    }, []);
    useEffect(() => setEntered((before) => (before.includes(room.id) ? before : [...before, room.id])), [room]);
    useEffect(() => {
        document.title = `${words.rooms[room.id]} · CiteGraph`;
    }, [language, room, words]);

    const choose = (chosen: Language) => {
        rememberLanguage(chosen);
        document.documentElement.lang = chosen;
        setLanguage(chosen);
    };
    return (
        <WordsContext.Provider value={words}>
            <a class="skip" href="#content" onClick={focusContent}>
                {words.frame.skip}
            </a>
            <header class="frame">
                <span class="brand">CiteGraph</span>
                <nav aria-label={words.frame.rooms}>
                    {ROOMS.map(({ id }) => (
                        <a key={id} href={`#${id}`} aria-current={id === room.id ? "page" : undefined}>
                            {words.rooms[id]}
                        </a>
                    ))}
                </nav>
                <Choices language={language} onLanguage={choose} />
            </header>
            <main id="content" tabIndex={-1}>
                {ROOMS.filter(({ id }) => id === room.id || entered.includes(id)).map(({ id, view: View }) => (
                    <div key={id} hidden={id !== room.id}>
                        <View />
                    </div>
                ))}
            </main>
            <KeyDialog />
        </WordsContext.Provider>
    );
}

function Choices({ language, onLanguage }: { language: Language; onLanguage: (language: Language) => void }) {
    const words = wordsIn(language);
    const [colours, setColours] = useState(localStorage.getItem("colours") ?? "light dark");
    useEffect(() => {
        document.documentElement.style.colorScheme = colours;
        localStorage.setItem("colours", colours);
    }, [colours]);
    return (
        <div class="choices">
            <select
                aria-label={words.frame.language}
                value={language}
                onChange={(event) => onLanguage(event.currentTarget.value as Language)}
            >
                {LANGUAGES.map(([code, name]) => (
                    <option key={code} value={code} lang={code}>
                        {name}
                    </option>
                ))}
            </select>
            <select
                aria-label={words.frame.colours}
                value={colours}
                onChange={(event) => setColours(event.currentTarget.value)}
            >
                <option value="light dark">{words.frame.asSystem}</option>
                <option value="light">{words.frame.light}</option>
                <option value="dark">{words.frame.dark}</option>
            </select>
        </div>
    );
}

function roomOfAddress(): Room {
    const wanted = location.hash.slice(1);
    return ROOMS.find(({ id }) => id === wanted) ?? ROOMS[0]!;
}

function focusContent(event: MouseEvent): void {
    event.preventDefault();
    document.getElementById("content")?.focus();
}
