import { writeFileSync } from 'node:fs';
import path from 'node:path';

const preamble = `
import fs from 'node:fs';
import path from 'node:path';
const say = (answer) => new Promise((resolve) => process.send(answer, resolve));
const metrics = (step) => say({ kind: 'metrics', step, stepsTotal: 4, epoch: step / 4, trainLoss: 1 / step,
  trainAccuracy: 0.9, tokensSeen: step * 100, learningRate: 0.1 });
const taken = new Map();
const checkpoint = async (step, folder) => {
  const dir = path.join(folder, 'step-' + step);
  fs.mkdirSync(dir, { recursive: true });
  fs.writeFileSync(path.join(dir, 'state.json'), JSON.stringify({ step }));
  const done = new Promise((resolve) => taken.set(step, resolve));
  const figures = { validLoss: 1, validAccuracy: 0.5, trainLoss: 1, trainAccuracy: 0.5 };
  await say({ kind: 'checkpoint', step, epoch: 1, folder: dir, isBest: true, tokensSeen: step * 100, metrics: figures });
  await done;
};
const finish = async (folder) => {
  const artifact = path.join(folder, 'artifact');
  fs.mkdirSync(artifact, { recursive: true });
  fs.writeFileSync(path.join(artifact, 'model.safetensors'), 'weights');
  const metrics = { accuracy: 1, loss: 0.1, perLabel: [], confusion: [], bestStep: 4, steps: 4, stoppedEarly: false };
  await say({ kind: 'done', artifactFolder: artifact, metrics, tokensTrained: 400 });
  process.disconnect();
};
process.once('disconnect', () => process.exit());
process.on('message', (order) => {
  if (order.kind === 'taken') return taken.get(order.step)();
  say({ kind: 'opened', engine: 'none', device: 'none' }).then(() => run(order));
});
`;

/** Four steps of 100 words, a checkpoint after each second. */
export const fourSteps = `for (const step of [1, 2, 3, 4]) {
  await metrics(step);
  if (step % 2 === 0) await checkpoint(step, request.checkpointFolder);
}
await finish(request.checkpointFolder);`;

/** A training child whose `run(request)` is the text given, over the real protocol. For tests only. */
export function writeScriptedChild(folder: string, run: string): { path: string; execArgv: string[] } {
  const file = path.join(folder, 'child.mjs');
  writeFileSync(file, `${preamble}\nasync function run(request) {\n${run}\n}`);
  return { path: file, execArgv: [] };
}
