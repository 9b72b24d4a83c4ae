/** Prints a row per check, goes on after a miss, and counts. Figures are distances; what differs is counted in whole numbers. */
export function makeRowPrinter(write = (line) => process.stdout.write(`${line}\n`)) {
  const counts = { checks: 0, misses: 0 };
  return {
    counts,
    row: (name, { check, figure, limit, isFine, reason }) => {
      const measured = reason ?? `${show(figure)} (limit ${show(limit)})`;
      write(`${isFine ? 'ok  ' : 'MISS'}  ${name}: ${check}: ${measured}`);
      counts.checks += 1;
      if (!isFine) counts.misses += 1;
    },
    /** The last line; a miss makes the process fail. */
    end: (before, after) => {
      write(`${before}, ${counts.checks} checks, ${counts.misses} missed; ${after}`);
      if (counts.misses > 0 || counts.checks === 0) process.exitCode = 1;
    },
  };
}

function show(figure) {
  return Number.isInteger(figure) ? String(figure) : figure.toExponential(1);
}
