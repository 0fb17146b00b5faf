// The model as an instance of WebAssembly. It asks its host for nothing but a place for the last words of a failed check: no files, no
// clock, no environment, no network; and to keep what would be too much for its memory.
import { Store } from "./store.js";

const UTF8 = new TextEncoder();
const TEXT = new TextDecoder();

// The calls of wasi_snapshot_preview1 that the C library makes. Error numbers: 0 done, 8 no such file.
function hostOf(memory, hear) {
  const view = () => new DataView(memory().buffer);
  const nothing = (count, size) => { view().setUint32(count, 0, true); view().setUint32(size, 0, true); return 0; };
  return {
    args_sizes_get: nothing,
    environ_sizes_get: nothing,
    args_get: () => 0,
    environ_get: () => 0,
    clock_time_get: (clock, precision, out) => { view().setBigUint64(out, 0n, true); return 0; },
    fd_write: (file, pieces, count, written) => {
      let all = 0;
      for (let i = 0; i < count; i += 1) {
        const start = view().getUint32(pieces + 8 * i, true);
        const length = view().getUint32(pieces + 8 * i + 4, true);
        hear(TEXT.decode(new Uint8Array(memory().buffer, start, length).slice()));
        all += length;
      }
      view().setUint32(written, all, true);
      return 0;
    },
    proc_exit: (code) => { throw new Error(`the model ended with code ${code}`); },
  };
}

export class Core {
  static async of(module) {
    const core = new Core();
    core.lastWords = "";
    const known = hostOf(() => core.made.memory, (text) => { core.lastWords += text; });
    const asked = WebAssembly.Module.imports(module).filter((one) => one.module === "wasi_snapshot_preview1");
    const host = Object.fromEntries(asked.map(({ name }) => [name, known[name] ?? (() => 8)]));
    core.made = (await WebAssembly.instantiate(module, { wasi_snapshot_preview1: host, comity: core.keeper(new Store()) })).exports;
    core.made._initialize();
    return core;
  }

  keeper(store) {
    return {
      keep: (start, size) => store.keep(this.bytes(start, size)),
      recall: (number, start) => this.put(start, store.recall(number)),
      drop: (number) => store.drop(number),
    };
  }

  put(start, bytes) {
    new Uint8Array(this.made.memory.buffer, start, bytes.length).set(bytes);
  }

  fill(room, bytes) {
    this.put(room(bytes.length), bytes);
  }

  bytes(start, size) {
    return new Uint8Array(this.made.memory.buffer, start, size).slice();
  }

  // The answer to a question of web/core/session.h as { code, answer, record }: code 0, or that of the program for a mistake (2) or
  // a failure (1) with its text for an answer.
  ask(question, record = new Uint8Array()) {
    try {
      this.fill(this.made.question_room, UTF8.encode(JSON.stringify(question)));
      this.fill(this.made.record_room, record);
      const code = this.made.ask();
      const text = TEXT.decode(this.bytes(this.made.answer(), this.made.answer_size()));
      if (code !== 0) return { code, answer: text };
      return { code, answer: JSON.parse(text), record: this.bytes(this.made.record(), this.made.record_size()) };
    } catch (failure) { // a failed check, an endless recursion, no more memory: this instance is done for
      return { code: 1, answer: this.lastWords || `comity: internal error: ${failure.message}`, dead: true };
    }
  }
}
