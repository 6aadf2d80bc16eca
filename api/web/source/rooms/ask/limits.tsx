import { useState } from "preact/hooks";

import { ProblemNotice } from "../../parts/problem";
import { get } from "../../service/client";
import { listDocuments, titleOf } from "../../service/documents";
import type { Document, FacetValues, RetrievalOptions } from "../../service/openapi";
import { useWords } from "../../text/words";

/** The documents and the facets that a question is limited to; none of them is no limit. */
export interface LimitsChosen {
    documents: string[];
    facets: Record<string, string[]>;
}
export const NO_LIMITS: LimitsChosen = { documents: [], facets: {} };

/** The limits in the form in which the service takes them. */
export function optionsOf({ documents, facets }: LimitsChosen): RetrievalOptions {
    return { top_k: 5, window: 1, max_tokens: 3000, document_ids: documents.length ? documents : null, facets };
}

interface LimitsProps {
    chosen: LimitsChosen;
    onChange: (chosen: LimitsChosen) => void;
}

/** What a question may be limited to, loaded when it is opened. */
export function Limits({ chosen, onChange }: LimitsProps) {
    const words = useWords();
    const [documents, setDocuments] = useState<Document[]>([]);
    const [next, setNext] = useState<string | null>();
    const [facets, setFacets] = useState<FacetValues["facets"]>({});
    const [error, setError] = useState<unknown>(null);
    const count = chosen.documents.length + Object.values(chosen.facets).flat().length;

    const load = async (after?: string | null) => {
        try {
            const page = await listDocuments(after);
            setDocuments((before) => (after ? [...before, ...page.items] : page.items));
            setNext(page.next);
            if (!after) setFacets((await get<FacetValues>("v1/documents/facets", { limit: 200 })).facets);
            setError(null);
        } catch (failure) {
            setError(failure);
        }
    };
    const takeFacet = (name: string, values: string[]) => {
        const { [name]: _, ...others } = chosen.facets;
        onChange({ ...chosen, facets: values.length ? { ...others, [name]: values } : others });
    };
    return (
        <details class="limits" onToggle={(event) => event.currentTarget.open && void load()}>
            <summary>
                {words.limits.title}
                {count > 0 && ` · ${words.limits.chosen(count)}`}
            </summary>
            <ProblemNotice error={error} />
            <button type="button" disabled={!count} onClick={() => onChange(NO_LIMITS)}>
                {words.limits.clear}
            </button>
            <div class="side-by-side">
                <Choice
                    name={words.limits.documents}
                    values={documents.map((document) => ({ value: document.id, text: titleOf(document) }))}
                    chosen={chosen.documents}
                    onChange={(taken) => onChange({ ...chosen, documents: taken })}
                    onMore={next ? () => void load(next) : undefined}
                />
                {Object.entries(facets).map(([name, values]) => (
                    <Choice
                        key={name}
                        name={name}
                        values={values.map(({ value, documents: stated }) => ({ value, text: `${value} (${stated})` }))}
                        chosen={chosen.facets[name] ?? []}
                        onChange={(taken) => takeFacet(name, taken)}
                    />
                ))}
            </div>
        </details>
    );
}

interface ChoiceProps {
    name: string;
    values: { value: string; text: string }[];
    chosen: string[];
    onChange: (chosen: string[]) => void;
    onMore?: () => void;
}

function Choice({ name, values, chosen, onChange, onMore }: ChoiceProps) {
    const words = useWords();
    const [filter, setFilter] = useState("");
    const shown = values.filter(({ text }) => text.toLowerCase().includes(filter.toLowerCase()));
    const toggle = (value: string) =>
        onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
    return (
        <fieldset>
            <legend>{name}</legend>
            {values.length > 8 && (
                <input
                    type="search"
                    aria-label={`${name}: ${words.limits.filter}`}
                    placeholder={words.limits.filter}
                    onInput={(event) => setFilter(event.currentTarget.value)}
                />
            )}
            {!values.length && <p class="faint">{words.limits.none}</p>}
            <div class="scroll">
                {shown.map(({ value, text }) => (
                    <label key={value} class="check">
                        <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
                        {text}
                    </label>
                ))}
            </div>
            {onMore && (
                <button type="button" onClick={onMore}>
                    {words.frame.more}
                </button>
            )}
        </fieldset>
    );
}
