import { existsSync, readFileSync } from 'node:fs';

/** Of any logit, in float32. */
const limit = 1e-4;
/** How much more an adapter must change the logits than both sides differ, for the comparison to mean something. */
const changeMin = 20;

/**
 * What the other side wrote into `out` against what was computed here: logits, or token ids for a job with texts.
 *
 * @param base logits of the model without what was trained
 */
export function compareTrip({ check, job }, here, base) {
  const error = `${job.out}.error`;
  if (existsSync(error)) return { check, isFine: false, reason: readFileSync(error, 'utf8').trim() };
  if (job.texts !== undefined) {
    const there = JSON.parse(readFileSync(job.out, 'utf8'));
    const figure = here.filter((ids, i) => JSON.stringify(ids) !== JSON.stringify(there[i])).length;
    return { check, figure, limit: 0, isFine: figure === 0 };
  }
  const bytes = readFileSync(job.out);
  const there = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const figure = largestDifference(there, here);
  if (largestDifference(base, here) <= figure * changeMin)
    return { check, isFine: false, reason: 'the logits are those of the base model' };
  return { check, figure, limit, isFine: figure <= limit };
}

function largestDifference(a, b) {
  if (a.length !== b.length || a.length === 0) return Number.NaN;
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);
}
