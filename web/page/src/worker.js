// One instance of the model in a worker: takes { id, question, record } and answers { id, code, answer, record }.
import { Core } from "./core.js";

let core = null;

self.onmessage = async ({ data }) => {
  if (data.module) {
    core = await Core.of(data.module);
    core.ask({ ask: "files", files: data.files });
    return;
  }
  while (core === null) await new Promise((resolve) => { setTimeout(resolve, 1); });
  const reply = core.ask(data.question, data.record);
  self.postMessage({ id: data.id, ...reply }, reply.record ? [reply.record.buffer] : []);
};
