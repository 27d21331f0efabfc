const start = performance.now();

function say(text) {
  const seconds = (performance.now() - start) / 1000;
  console.log(`[${seconds.toFixed(3).padStart(6)} s] ${text}`);
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function pose(star) {
  say(`${star} : début`);
  await sleep(300);
  say(`${star} : fin`);
}

// ANCHOR: main
async function main() {
  const vega = pose("Véga");
  const deneb = pose("Deneb");
  say("les deux promesses sont créées");
  await vega;
  await deneb;
}
// ANCHOR_END: main

main();
