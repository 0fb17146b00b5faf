// A headless Chromium that may read files and nothing else.
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
  "--disable-component-update", "--disable-sync",
];

export function launch() {
  return chromium.launch({ executablePath: process.env.COMITY_CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

// Asks the page again and again; waitForFunction of the library needs eval, which the policy of a page may forbid.
export async function until(page, what, argument = null, timeout = 60000) {
  const end = Date.now() + timeout;
  while (!(await page.evaluate(what, argument))) {
    if (Date.now() > end) throw new Error(`waited ${timeout / 1000} s for ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

// A page with its network off. `faults` collects what it asks of a network and what it complains about.
export async function openPage(browser, file, viewport = { width: 1280, height: 900 }) {
  const context = await browser.newContext({ viewport, offline: true, acceptDownloads: true });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => /^(file|data|blob):/.test(request.url()) || faults.push(`request: ${request.url()}`));
  await page.goto(`file://${file}`, { timeout: 60000 });
  await page.locator("html[data-ready=yes]").waitFor({ state: "attached", timeout: 60000 });
  return { page, context, faults };
}
