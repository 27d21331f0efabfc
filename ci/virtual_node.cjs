// Donne à un programme Node ordinaire une horloge virtuelle : node --require ci/virtual_node.cjs X.js
//
// Personne n'attend : quand tout dort, l'heure saute au prochain minuteur. `setTimeout`, `setInterval`,
// leurs versions de `node:timers/promises`, `performance.now`, `Date` et `Atomics.wait` la suivent.
// Hors de portée, et signalé par une erreur : les boucles d'attente active (bloquez avec `Atomics.wait`),
// `AbortSignal.timeout` et `process.hrtime`.
"use strict";
const timers = require("node:timers");
const promises = require("node:timers/promises");

let now = 0; // millisecondes
let ids = 0;
let armed = false;
let reads = 0;
const waiting = new Map();
const { setImmediate } = timers;

function fail(message) {
  process.stderr.write(`virtual_node.cjs : ${message}\n`);
  process.exit(70);
}

// Chaque minuteur sonne dans son propre tour de boucle : les promesses passent entre deux.
function arm() {
  if (armed || waiting.size === 0) return;
  armed = true;
  setImmediate(() => {
    armed = false;
    ring();
    arm();
  });
}

function ring() {
  const [next] = [...waiting.values()].sort((a, b) => a.at - b.at || a.id - b.id);
  if (!next) return;
  now = Math.max(now, next.at);
  if (next.every) next.at = now + next.every;
  else waiting.delete(next.id);
  reads = 0;
  next.callback(...next.values);
}

class Timer {
  constructor(callback, delay, values, repeats) {
    const wait = delay >= 1 ? Math.trunc(delay) : 1; // comme Node
    Object.assign(this, { id: ++ids, at: now + wait, callback, values });
    this.every = repeats ? wait : 0;
    waiting.set(this.id, this);
    arm();
  }
  ref() { return this; }
  unref() { return fail("unref n'est pas virtuel"); }
  hasRef() { return true; }
  [Symbol.toPrimitive]() { return this.id; }
}

const clear = (timer) => { waiting.delete(timer?.id ?? timer); };
const virtual = {
  setTimeout: (callback, delay, ...values) => new Timer(callback, delay, values, false),
  setInterval: (callback, delay, ...values) => new Timer(callback, delay, values, true),
  clearTimeout: clear,
  clearInterval: clear,
};
Object.assign(globalThis, virtual);
Object.assign(timers, virtual);
promises.setTimeout = (delay, value) => new Promise((done) => virtual.setTimeout(done, delay, value));
promises.setInterval = async function* (delay, value) {
  for (;;) yield await promises.setTimeout(delay, value);
};
require("node:module").syncBuiltinESMExports();

function read() {
  if (++reads > 100_000) fail("attente active : bloquez avec Atomics.wait");
  return now;
}

globalThis.performance.now = read;
globalThis.Date = class extends Date {
  constructor(...fields) { super(...(fields.length ? fields : [read()])); }
  static now() { return read(); }
};
Atomics.wait = (array, index, value, timeout = Infinity) => {
  if (timeout === Infinity) fail("Atomics.wait attend sans échéance");
  now += timeout;
  return "timed-out";
};
AbortSignal.timeout = () => fail("AbortSignal.timeout n'est pas virtuel");
process.hrtime = Object.assign(() => fail("process.hrtime n'est pas virtuel"), {
  bigint: () => fail("process.hrtime n'est pas virtuel"),
});
