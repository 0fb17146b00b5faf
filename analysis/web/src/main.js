// One bundle for two places: in a browser it makes the page, under node it draws the figures for a paper.
import { makePage } from "./page.js";
import { drawAll } from "./figures.js";

if (typeof document === "undefined") {
  drawAll(process.argv[2], process.argv[3]).catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
} else {
  makePage(JSON.parse(document.getElementById("contents").textContent));
}
