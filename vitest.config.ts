import os from 'node:os';
import { defineConfig } from 'vitest/config';

/** What is waited for comes at once on an idle machine; Vitest's own second is too short on a busy one. */
const patient = { poll: { timeout: 15_000, interval: 50 } };

const engineFolders = ['packages/ml/**/*', 'apps/worker/**/*'];
const unit = {
  include: ['{apps,packages,scripts}/**/*.test.{ts,mjs}'],
  exclude: ['**/*.int.test.*', '**/*.acceptance.test.*', '**/node_modules/**'],
  pool: 'forks' as const,
  // Vitest would leave one of two cores idle: it keeps one for itself.
  maxWorkers: Math.max(2, os.availableParallelism() - 1),
  // Against hangs only: a busy machine of two cores must not fail a test.
  testTimeout: 60_000,
  expect: patient,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...unit,
          name: 'unit',
          exclude: [...unit.exclude, ...engineFolders],
          // To start a process and read the same modules for each of some hundred files would take most of the time.
          isolate: false,
        },
      },
      {
        // A process has one engine, of which a test counts the tensors: each file gets its own.
        test: {
          ...unit,
          name: 'unit-engine',
          include: engineFolders.map((folder) => `${folder}.test.ts`),
          // The processes share the cores already; threads of each would only wait for one another.
          env: { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{apps,packages,scripts}/**/*.int.test.{ts,mjs}'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['packages/testing/src/global-setup.ts', 'packages/testing/src/bundle-programs.ts'],
          setupFiles: ['packages/testing/src/use-programs.ts'],
          pool: 'forks',
          // What a file imports takes seconds to read, and none changes what the next one finds.
          isolate: false,
          // Many wait for leases and for other processes: a third uses what two of them leave idle.
          maxWorkers: 3,
          testTimeout: 120_000,
          expect: patient,
          hookTimeout: 120_000,
        },
      },
      {
        // Runs the scripts of scripts/acceptance against the built product; after the build.
        test: {
          name: 'acceptance',
          include: ['scripts/acceptance/*.acceptance.test.mjs'],
          globalSetup: ['scripts/acceptance/build-once.mjs'],
          pool: 'forks',
          // Each starts a platform of its own and waits for it much of the time.
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
