import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../install.mjs';

/** Builds what has changed (turbo decides by the hash of the sources). Throws with the build's output when it fails. */
export function buildPlatform() {
  const turbo = path.join(root, 'node_modules/.bin/turbo');
  const result = spawnSync(turbo, ['run', 'build', '--env-mode=loose', '--output-logs=errors-only'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      TURBO_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  });
  if (result.status !== 0) throw new Error(`the build failed:\n${result.stdout}\n${result.stderr}`);
}
