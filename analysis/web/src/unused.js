// Stands for transforms of Vega that no chart uses (build.mjs).
export {};
