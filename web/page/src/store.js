// What the model has the page keep for it: runs and their series, which together are larger than its memory should grow. A few megabytes
// stay here; more goes into blobs, for which a browser has a disk.
const MOST_HERE = 16e6;

export class Store {
  // Without a reader of blobs (node) everything stays here.
  constructor(reader = typeof FileReaderSync === "undefined" ? null : new FileReaderSync()) {
    this.reader = reader;
    this.items = new Map();
    this.last = 0;
    this.here = 0;
  }

  keep(bytes) {
    this.last += 1;
    this.items.set(this.last, { bytes });
    this.here += bytes.length;
    if (this.reader && this.here > MOST_HERE) this.moveOut();
    return this.last;
  }

  // One blob of all that is here; a browser lets go of it when none of its items is left.
  moveOut() {
    const items = [...this.items.values()].filter(({ bytes }) => bytes);
    const blob = new Blob(items.map(({ bytes }) => bytes));
    let at = 0;
    for (const item of items) {
      item.part = blob.slice(at, at + item.bytes.length);
      at += item.bytes.length;
      item.bytes = null;
    }
    this.here = 0;
  }

  recall(number) {
    const { bytes, part } = this.items.get(number);
    return bytes ?? new Uint8Array(this.reader.readAsArrayBuffer(part));
  }

  drop(number) {
    this.here -= this.items.get(number).bytes?.length ?? 0;
    this.items.delete(number);
  }
}
