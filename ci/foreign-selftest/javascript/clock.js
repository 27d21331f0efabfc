// Tout ce dont les dates doivent être exactes.
const { setTimeout: pause } = require("node:timers/promises");

const start = performance.now();
const born = Date.now();

function say(text) {
  const seconds = (performance.now() - start) / 1000;
  console.log(`[${seconds.toFixed(3).padStart(6)} s] ${text}`);
}

async function nap(ms) {
  await new Promise((done) => setTimeout(done, ms));
  say(`dormi ${ms} ms`);
}

function block(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

async function main() {
  await Promise.all([nap(500), nap(1500)]);
  block(250);
  say("bloqué 250 ms");
  const late = nap(100);
  block(1000);
  await late;
  await pause(300);
  say("pause");
  let tics = 0;
  const timer = setInterval(() => {
    say(`tic ${++tics}`);
    if (tics === 3) clearInterval(timer);
  }, 200);
  clearTimeout(setTimeout(() => say("jamais"), 100));
  await Promise.race([nap(50), nap(700)]);
  say(`${Date.now() - born} ms`);
}

main();
