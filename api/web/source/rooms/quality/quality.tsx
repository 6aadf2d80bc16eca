import { useWords } from "../../text/words";
import { Evaluations } from "./evaluations";
import { Work } from "./work";

/** The room of the quality: how well questions were answered when it was last measured, and what work took. */
export function Quality() {
    const words = useWords().quality;
    return (
        <>
            <h1>{words.title}</h1>
            <Evaluations />
            <Work />
        </>
    );
}
