// Tries one thing after the other and says how each went.
export function makeAttempts() {
  const attempts = { failures: 0 };
  attempts.attempt = async (what, action) => {
    const begun = Date.now();
    try {
      await action();
      console.log(`ok     ${what} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
    } catch (error) {
      attempts.failures += 1;
      console.log(`FAILED ${what}: ${error.message}`);
    }
  };
  return attempts;
}
