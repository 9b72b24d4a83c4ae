import { expect, it } from 'vitest';
import { completeLock } from './complete-lock.mjs';

it('adds the platform builds that a registry did not offer, once', () => {
  const lock = {
    packages: {
      'node_modules/tool': {
        optionalDependencies: { '@tool/cli-darwin-arm64': '1.0.0', '@tool/cli-linux-x64-musl': '1.0.0' },
        dev: true,
      },
      'node_modules/@tool/cli-linux-x64-musl': { version: '1.0.0' },
    },
  };
  expect(completeLock(lock)).toEqual(['@tool/cli-darwin-arm64']);
  expect(lock.packages['node_modules/@tool/cli-darwin-arm64']).toEqual({
    version: '1.0.0',
    os: ['darwin'],
    cpu: ['arm64'],
    optional: true,
    dev: true,
  });
  expect(completeLock(lock)).toEqual([]);
});
