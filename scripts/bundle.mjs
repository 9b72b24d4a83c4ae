// Bundles what runs on Node.js: our sources into one file each, node_modules left outside. Called by the workspaces' `build`.

import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');

/** Entry points of each workspace; a child process lies beside the program that forks it. */
const bundles = {
  web: { folder: 'apps/web', entries: { server: 'server.ts' } },
  worker: {
    folder: 'apps/worker',
    entries: {
      main: 'src/main.ts',
      'ingest-child': 'src/ingest/ingest-child.ts',
      'check-child': 'src/infer/check-child.ts',
      'import-child': 'src/import/import-child.ts',
      'train-child': 'src/train/train-child.ts',
      'serve-child': 'src/serve/serve-child.ts',
    },
  },
  'stripe-fake': { folder: 'packages/stripe-fake', entries: { main: 'src/main.ts' } },
};

/** Everything from node_modules stays outside; `@modelmint/*` is inlined, because packages are consumed as sources. */
const onlyOurs = {
  name: 'only-ours',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: specifier, kind }) =>
      kind === 'entry-point' || specifier.startsWith('@modelmint/') ? undefined : { path: specifier, external: true },
    );
  },
};

/** Bundles a workspace into `outdir`, with these other entry points too. */
export async function bundle(name, { outdir, entries = {} }) {
  const { folder, entries: own } = bundles[name];
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: path.join(root, folder),
    entryPoints: { ...own, ...entries },
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: 'linked',
    plugins: [onlyOurs],
    logLevel: 'warning',
    // Prisma's generated client asks for it.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const name = process.argv[2] ?? '';
  if (Object.hasOwn(bundles, name)) await bundle(name, { outdir: path.join(root, bundles[name].folder, 'dist') });
  else {
    process.stderr.write(`usage: node scripts/bundle.mjs ${Object.keys(bundles).join('|')}\n`);
    process.exitCode = 2;
  }
}
