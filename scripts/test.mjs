// `npm test`: installs what the suite needs, then runs every check. Needs nothing but Node.js and the clone.

import { check } from './check.mjs';
import { install } from './install.mjs';

install();
const { setUpTensorFlow } = await import('./setup-tensorflow.mjs');
const { engine, reason } = await setUpTensorFlow({
  gpu: false,
  log: (line) => process.stdout.write(`engine: ${line}\n`),
});
const isMissing = engine === 'wasm' && process.env.MODELMINT_ENGINE !== 'wasm';
if (isMissing) process.stdout.write(`SKIPPED: no native TensorFlow here (${reason}): its tests do not run\n`);
const status = await check();
// In CI a skip is a failure: the suite would shrink without anybody's seeing it.
process.exitCode = isMissing && process.env.CI ? 1 : status;
