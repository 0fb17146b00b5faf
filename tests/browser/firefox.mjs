// A headless Firefox, led by its own protocol (Marionette: messages of a length, a colon and JSON), for which no library is needed.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

// Everything that would go to a network meets a closed port.
const PREFERENCES = {
  "marionette.port": 0, "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9, "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9, "network.proxy.allow_hijacking_localhost": true, "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false, "app.update.enabled": false, "browser.startup.page": 0,
};

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

async function within(seconds, what, holds) {
  for (const end = Date.now() + 1000 * seconds; Date.now() < end;) {
    const found = await holds();
    if (found) return found;
    await pause(50);
  }
  throw new Error(`waited ${seconds} s for ${what}`);
}

// Sends commands and resolves with their values.
function wire(socket) {
  const waiting = new Map();
  let unread = Buffer.alloc(0);
  let last = 0;
  socket.on("data", (bytes) => {
    unread = Buffer.concat([unread, bytes]);
    for (;;) {
      const colon = unread.indexOf(":");
      const length = Number(unread.subarray(0, colon));
      if (colon < 0 || unread.length < colon + 1 + length) return;
      const message = JSON.parse(unread.subarray(colon + 1, colon + 1 + length));
      unread = unread.subarray(colon + 1 + length);
      if (!Array.isArray(message)) continue; // its greeting
      const [, id, error, value] = message;
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (error) reject(new Error(`Firefox: ${error.message}`));
      else resolve(value);
    }
  });
  socket.on("close", () => waiting.forEach(({ reject }) => reject(new Error("Firefox went away"))));
  return (name, parameters = {}) => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject });
    const text = JSON.stringify([0, last, name, parameters]);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
  });
}

// `evaluate` runs a function in the page, as its library namesake does for Chromium. The profile lies in a folder of the build, where
// a Firefox from a snap may read too.
export async function launchFirefox(profile) {
  rmSync(profile, { recursive: true, force: true });
  mkdirSync(profile, { recursive: true });
  writeFileSync(join(profile, "user.js"), Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""));
  const child = spawn(process.env.COMITY_FIREFOX ?? "firefox-esr", ["--headless", "--no-remote", "--marionette", "--profile", profile], { stdio: "ignore" });
  let gone = null;
  child.on("error", (error) => { gone = error.message; });
  child.on("exit", (code) => { gone = `it ended with code ${code}`; });
  const port = await within(60, "Firefox", () => {
    if (gone !== null) throw new Error(`Firefox does not start: ${gone}`);
    const file = join(profile, "MarionetteActivePort");
    return existsSync(file) && Number(readFileSync(file, "utf8"));
  });
  const socket = connect(port, "127.0.0.1");
  const send = wire(socket);
  await send("WebDriver:NewSession", { capabilities: { alwaysMatch: {} } });
  await send("WebDriver:SetTimeouts", { script: 300000, pageLoad: 60000 });
  return {
    open: (address) => send("WebDriver:Navigate", { url: address }),
    evaluate: async (what, argument = null) => {
      const script = `const [argument, done] = arguments; Promise.resolve((${what})(argument)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value: { value, error } } = await send("WebDriver:ExecuteAsyncScript", { script, args: [argument], newSandbox: true });
      if (error) throw new Error(error);
      return value;
    },
    close: async () => {
      const over = new Promise((resolve) => { child.on("exit", resolve); });
      await send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => {});
      socket.destroy();
      await Promise.race([over, pause(5000)]);
      if (gone === null) child.kill("SIGKILL");
    },
  };
}
