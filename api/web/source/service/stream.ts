import { EventSourceParserStream } from "eventsource-parser/stream";

import { call, CallError, jsonBody, noAnswer } from "./client";
import type { Answer, Problem, Question, Retrieval } from "./openapi";

export interface AnswerListener {
    onRetrieval: (found: Retrieval) => void;
    onDelta: (text: string) => void;
    onAnswer: (answer: Answer) => void;
}

/** Asks, and tells of each part of the answer as it comes; throws a CallError where no whole answer comes. */
export async function ask(question: Question, listener: AnswerListener, signal: AbortSignal): Promise<void> {
    const response = await call("v1/query/stream", jsonBody(question, signal));
    const events = response
        .body!.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>)
        .pipeThrough(new EventSourceParserStream())
        .getReader();
    for (;;) {
        const { done, value } = await events.read();
        if (done) throw noAnswer();
        const content: unknown = JSON.parse(value.data);
        if (value.event === "retrieval") listener.onRetrieval(content as Retrieval);
        if (value.event === "delta") listener.onDelta((content as { text: string }).text);
        if (value.event === "error") throw new CallError(content as Problem);
        if (value.event === "answer") return listener.onAnswer(content as Answer);
    }
}
