// The page that runs the model in Firefox, opened from the disk: the bits of the program there too. Needs COMITY_BINARY, COMITY_SOURCE_DIR, COMITY_PAGE,
// a folder to write in as argument, and there hashes.json of tests/page/bits_test.mjs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeAttempts } from "./attempts.mjs";
import { until } from "./browser.mjs";
import { launchFirefox } from "./firefox.mjs";
import { hashesInWorkers, nativeHash } from "./hashes.mjs";

const folder = resolve(process.argv[2]);
const attempts = makeAttempts();
const { attempt } = attempts;

const page = await launchFirefox(join(folder, "firefox"));
try {
  await page.open(`file://${process.env.COMITY_PAGE}#s=two-states&n=20`);
  await attempt("the page opens from the disk, runs and draws", async () => {
    await until(page, () => document.documentElement.dataset.ready === "yes");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.hash), nativeHash(join(folder, "native-firefox.h5"), { scenario: "two-states", replicates: 20 }));
    await until(page, () => [...document.querySelectorAll("#charts .picture")].every((picture) => picture.querySelector("svg")));
    assert.ok((await page.evaluate(() => document.querySelectorAll("#charts .picture").length)) > 8);
  });
  await attempt("every shipped scenario has the bits of the program", async () => {
    const wanted = JSON.parse(readFileSync(join(folder, "hashes.json"), "utf8"));
    const found = await page.evaluate(hashesInWorkers, wanted);
    assert.ok(Object.keys(found).length > 40);
    for (const [scenario, { hash }] of Object.entries(wanted)) assert.equal(found[scenario], hash, scenario);
  });
} finally {
  await page.close();
}
process.exitCode = attempts.failures === 0 ? 0 : 1;
