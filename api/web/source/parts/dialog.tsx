import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

import { useWords } from "../text/words";

interface DialogProps {
    title: string;
    onClose: () => void;
    children: ComponentChildren;
}

/** A window over the page; the browser keeps the focus in it, closes it by Escape and gives the focus back. */
export function Dialog({ title, onClose, children }: DialogProps) {
    const words = useWords();
    const heading = useId();
    const dialog = useRef<HTMLDialogElement>(null);
    const gone = useRef(false);
    // Before the effects of what is in it, which may scroll.
    useLayoutEffect(() => {
        const opened = dialog.current;
        opened?.showModal();
        return () => {
            gone.current = true; // the browser tells of this closing later, when another dialog may be open
            opened?.close();
        };
    }, []);
    return (
        <dialog ref={dialog} aria-labelledby={heading} onClose={() => gone.current || onClose()}>
            <header>
                <h2 id={heading}>{title}</h2>
                <button type="button" class="quiet" onClick={onClose} aria-label={words.frame.close}>
                    ✕
                </button>
            </header>
            {children}
        </dialog>
    );
}
