import { spawn } from 'node:child_process';
import path from 'node:path';

/**
 * Runs a script of this folder as a person would, after `build-once`; resolves with its exit status and all that it
 * printed.
 */
export function runAcceptanceScript(name, args, variables = process.env) {
  return new Promise((resolve, reject) => {
    const env = { ...variables, MODELMINT_IS_BUILT: '1' };
    const child = spawn(process.execPath, [path.join(import.meta.dirname, `${name}.mjs`), ...args], { env });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
  });
}
