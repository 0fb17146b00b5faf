// Workers of the page. Each answers one question after the other; whoever takes too long is dismissed with all it knew.

// One that has begun to make its instance of the model.
export function startWorker({ worker, module, files }) {
  const started = new Worker(worker);
  started.postMessage({ module, files });
  return started;
}

export const workerCount = () => Math.max(1, Math.min(16, navigator.hardwareConcurrency || 2));

export class Hand {
  constructor(parts) {
    this.worker = parts.spare.pop() ?? startWorker(parts);
    this.waiting = new Map();
    this.last = 0;
    this.worker.onmessage = ({ data }) => this.settle(data.id, data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      for (const id of this.waiting.keys()) this.settle(id, { code: 1, answer: `comity: internal error: ${event.message}` });
    };
  }

  settle(id, reply) {
    const resolve = this.waiting.get(id);
    this.waiting.delete(id);
    if (resolve) resolve(reply);
  }

  get busy() {
    return this.waiting.size > 0;
  }

  // Resolves with { code, answer, record }; with code "stopped" when dismissed before.
  ask(question, record) {
    this.last += 1;
    return new Promise((resolve) => {
      this.waiting.set(this.last, resolve);
      this.worker.postMessage({ id: this.last, question, record }, record ? [record.buffer] : []);
    });
  }

  dismiss() {
    this.worker.terminate();
    for (const id of [...this.waiting.keys()]) this.settle(id, { code: "stopped", answer: "" });
  }
}

// Makes the runs of the sides, replicate by replicate, on so many workers. `take(side, replicate, reply)` gets each as it comes; resolves
// when all are made, one could not be loaded or `stop` was called.
export function makeRuns(parts, { loads, replicates, count, take }) {
  const hands = Array.from({ length: count }, () => new Hand(parts));
  const total = replicates * loads.length;
  let next = 0;
  let stopped = false;
  const work = async (hand) => {
    for (const load of loads) {
      const reply = await hand.ask(load);
      if (reply.code !== 0) return;
    }
    while (next < total && !stopped) {
      const item = next;
      next += 1;
      const { side } = loads[item % loads.length];
      const replicate = Math.floor(item / loads.length);
      const reply = await hand.ask({ ask: "run", side, replicate });
      if (reply.code === "stopped") return;
      await take(side, replicate, reply);
    }
  };
  const stop = () => {
    stopped = true;
    hands.forEach((hand) => hand.dismiss());
  };
  const done = Promise.all(hands.map(work)).then(() => {
    hands.forEach((hand) => hand.dismiss());
    return !stopped;
  });
  return { stop, done };
}
