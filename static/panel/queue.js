// One message in flight. While its answer is awaited, only the newest frame of a drag is kept, and
// it leaves when the answer has come; whatever ends a drag leaves in its order and is never dropped.
export class Queue {
  // `send(message)` sends; `patience` is the time in ms after which no answer is awaited any more.
  constructor(send, patience = 3000, clock = globalThis) {
    Object.assign(this, { send, patience, clock, number: 0, awaited: null, lost: false, acts: [], frame: null });
  }

  // A frame of a drag: an older one that still waits is forgotten.
  drag(message) {
    this.frame = message;
    this.next();
  }

  // Something done: it supersedes the frame that waits, which it continues.
  act(message) {
    this.frame = null;
    this.acts.push(message);
    this.next();
  }

  // The data of message `number` have arrived; those of an older one are no news.
  answered(number) {
    if (this.awaited === null || number < this.awaited) return;
    this.clock.clearTimeout(this.timer);
    this.awaited = null;
    this.next();
  }

  // Nothing came: what was told may have reached nobody, and data are believed as they are.
  lose() {
    this.lost = true;
    this.answered(this.number);
  }

  get busy() {
    return this.awaited !== null || this.acts.length > 0 || this.frame !== null;
  }

  // Whether data that know of message `number` show all that was told. What is drawn ahead is an
  // answer as well, so data of before may be all there is although nothing is in flight.
  isShown(number) {
    return !this.busy && (this.lost || number >= this.number);
  }

  next() {
    if (this.awaited !== null) return;
    const message = this.acts.shift() ?? this.frame;
    if (!message) return;
    if (message === this.frame) this.frame = null;
    this.number = Math.max(this.number + 1, Math.floor(Date.now()));
    this.awaited = this.number;
    this.lost = false;
    this.timer = this.clock.setTimeout(() => this.lose(), this.patience);
    this.send({ ...message, n: this.number });
  }
}
