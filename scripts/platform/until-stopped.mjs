/** Resolves on the first Ctrl-C or SIGTERM; a second one ends the process at once. */
export function untilStopped() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.on(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve(signal);
      });
  });
}
