import { render } from "preact";

import { App } from "./app";
import { preferredLanguage } from "./text/words";

document.documentElement.lang = preferredLanguage();
const place = document.getElementById("page");
if (place) render(<App />, place);
