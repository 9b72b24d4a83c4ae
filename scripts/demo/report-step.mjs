/** Runs a step and prints its name, time and result in one line; a failure carries the step's name. */
export function makeReporter(write = (line) => process.stdout.write(`${line}\n`)) {
  let number = 0;
  return async (name, run) => {
    number += 1;
    const since = performance.now();
    const label = `${String(number).padStart(2)}  ${name}`;
    try {
      const { result, ...rest } = await run();
      write(`${label.padEnd(30)}${`${((performance.now() - since) / 1000).toFixed(1)} s`.padStart(8)}   ${result}`);
      return rest;
    } catch (error) {
      throw new Error(`step ${number} (${name}) failed: ${error.message}`, { cause: error });
    }
  };
}
