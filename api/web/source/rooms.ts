import type { ComponentType } from "preact";

import { Ask } from "./rooms/ask/ask";
import { Documents } from "./rooms/documents/documents";
import { Entities } from "./rooms/entities/entities";
import { Quality } from "./rooms/quality/quality";
import { Vocabulary } from "./rooms/vocabulary/vocabulary";

export interface Room {
    /** What stands after # in the address; the room's name in `text/` has the same key. */
    id: "ask" | "documents" | "vocabulary" | "entities" | "quality";
    view: ComponentType;
}

/** The rooms of the page, in the order of the navigation. A new room is a component, a line here and its words in `text/`. */
export const ROOMS: Room[] = [
    { id: "ask", view: Ask },
    { id: "documents", view: Documents },
    { id: "vocabulary", view: Vocabulary },
    { id: "entities", view: Entities },
    { id: "quality", view: Quality },
];
