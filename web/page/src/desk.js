// The desk: one worker that takes the runs in and makes of them what comity report would show, growing.
import { Hand } from "./crew.js";

export class Desk {
  constructor(parts) {
    this.parts = parts;
    this.hand = new Hand(parts);
  }

  renew() {
    this.hand.dismiss();
    this.hand = new Hand(this.parts);
  }

  ask(question, record) {
    return this.hand.ask(question, record);
  }
}

// How many of the first replicates have come, when they come in any order.
export class Prefix {
  constructor() {
    this.come = new Set();
    this.count = 0;
  }

  add(replicate) {
    this.come.add(replicate);
    while (this.come.has(this.count)) this.count += 1;
  }
}
