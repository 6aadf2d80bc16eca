import { useEffect, useState } from "preact/hooks";

import { call } from "../service/client";
import { useWords } from "../text/words";
import { ProblemNotice } from "./problem";

/** A picture of the service; it is fetched, because an <img> could not send the key. */
export function PagePicture({ path, description }: { path: string; description: string }) {
    const words = useWords();
    const [address, setAddress] = useState("");
    const [error, setError] = useState<unknown>(null);
    useEffect(() => {
        let made = "";
        let gone = false;
        setError(null);
        call(path)
            .then((response) => response.blob())
            .then((picture) => {
                if (gone) return;
                made = URL.createObjectURL(picture);
                setAddress(made);
            })
            .catch((failure: unknown) => gone || setError(failure));
        return () => {
            gone = true;
            if (made) URL.revokeObjectURL(made);
        };
    }, [path]);
    if (error) return <ProblemNotice error={error} />;
    if (!address) return <p class="faint">{words.frame.loading}</p>;
    return <img class="page" src={address} alt={description} />;
}
