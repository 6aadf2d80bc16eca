import type { SchemaVersion } from "../../service/openapi";
import { useWords } from "../../text/words";

interface VersionsProps {
    versions: SchemaVersion[];
    shown?: number;
    onShow: (version: number) => void;
}

/** All versions: who made and approved each, when and why. */
export function Versions({ versions, shown, onShow }: VersionsProps) {
    const words = useWords().vocabulary;
    return (
        <details>
            <summary>{`${words.versions} (${versions.length})`}</summary>
            <ul class="plain">
                {versions.map(({ version, status, documents, made_by: by, approved_by: approver, reason }) => (
                    <li key={version}>
                        <button
                            type="button"
                            class="link"
                            aria-current={version === shown ? "true" : undefined}
                            onClick={() => onShow(version)}
                        >
                            {words.version(version)}
                        </button>{" "}
                        {words.states[status]} · {words.documents(documents)} · {words.madeBy(by)}
                        {approver && ` · ${words.approvedBy(approver)}`}
                        {reason && ` – ${reason}`}
                    </li>
                ))}
            </ul>
        </details>
    );
}
