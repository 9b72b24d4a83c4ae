/**
 * Prints each check with its figure and ends at the first miss. `check(name, isFine, figure)` throws when the check fails;
 * `done()` prints how many passed.
 */
export function makeChecker(write = (line) => process.stdout.write(`${line}\n`)) {
  let passed = 0;
  return {
    check: (name, isFine, figure) => {
      write(`${isFine ? 'ok  ' : 'MISS'}  ${name}: ${figure}`);
      if (!isFine) throw new MissError(name);
      passed += 1;
    },
    done: () => {
      if (passed === 0) throw new MissError('no check ran');
      write(`${passed} checks passed`);
    },
  };
}

class MissError extends Error {
  constructor(name) {
    super(`missed: ${name}`);
    this.name = 'MissError';
  }
}

/** Runs a script's main function: status 0, or 1 with the reason in one line. */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error.name === 'MissError' ? error.message : `ended early: ${error.message}`}\n`);
    process.exitCode = 1;
  }
}
