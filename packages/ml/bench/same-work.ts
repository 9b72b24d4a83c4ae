import type { ArmFacts } from './arm-process.ts';

/** PyTorch's LSTM has a second bias that adds nothing to what it computes. */
const parametersApart = 0.001;
const lossesApart = 1e-3;

/** Why the rates of two arms must not be compared, or null. */
export function findDifference(ours: ArmFacts, theirs: ArmFacts): string | null {
  if (ours.parameters !== undefined && theirs.parameters !== undefined) {
    const apart = Math.abs(ours.parameters - theirs.parameters) / theirs.parameters;
    if (apart > parametersApart) return `${ours.parameters} parameters against ${theirs.parameters}`;
  }
  if (ours.result !== undefined && theirs.result !== undefined && ours.result !== theirs.result)
    return `the results differ (${ours.result}, ${theirs.result})`;
  const [own, other] = [ours.losses ?? [], theirs.losses ?? []];
  const step = own.findIndex((loss, i) => !(Math.abs(loss - (other[i] ?? loss)) <= lossesApart * Math.abs(loss)));
  return step < 0 ? null : `the loss of step ${step + 1} is ${own[step]} against ${other[step]}`;
}
