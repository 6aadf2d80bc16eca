import { call } from "./client";

/** Saves what the path names as a file, under the name that the service gives it. */
export async function download(path: string): Promise<void> {
    const response = await call(path);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = nameIn(response.headers.get("Content-Disposition") ?? "");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
}

function nameIn(disposition: string): string {
    const [, encoded, plain] = /filename\*=utf-8''([^;]+)|filename="([^"]*)"/i.exec(disposition) ?? [];
    return encoded ? decodeURIComponent(encoded) : (plain ?? "");
}
