// Enforces the import table of AGENTS.md and that no two files import each other in a ring.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const ours = ['domain', 'db', 'queue', 'storage', 'billing', 'stripe-fake', 'mail', 'telemetry', 'ml', 'testing'];
/** What each part of the house may import of ours. `testing` only in tests. */
export const mayImport = {
  domain: [],
  db: ['domain'],
  queue: ['domain'],
  storage: ['domain'],
  billing: ['domain', 'db'],
  'stripe-fake': [],
  mail: ['domain'],
  telemetry: [],
  ml: ['domain'],
  web: ['domain', 'db', 'queue', 'storage', 'billing', 'mail', 'telemetry'],
  worker: ['domain', 'db', 'queue', 'storage', 'billing', 'mail', 'telemetry', 'ml'],
  testing: ['domain', 'db', 'queue', 'storage', 'billing', 'stripe-fake', 'mail', 'telemetry', 'ml'],
};
/** Outside packages that exactly these parts may import. */
export const onlyImporters = [
  { match: /^@tensorflow\//, parts: ['ml'] },
  { match: /^stripe$/, parts: ['billing', 'stripe-fake'] },
  { match: /^bullmq$/, parts: ['queue'] },
  { match: /^(@prisma\/|pg$)/, parts: ['db', 'queue', 'testing'] },
  { match: /^(next|react|react-dom)(\/|$)/, parts: ['web'] },
  { match: /^nodemailer$/, parts: ['mail'] },
  { match: /^@aws-sdk\//, parts: ['storage'] },
];

const partOf = (file) => /^(?:packages|apps)\/([^/]+)\//.exec(file)?.[1];
const isTest = (file) => /\.(test|spec)\.[a-z]+$|\/e2e\//.test(file);
const importPattern =
  /(?:^|[\s;])(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;

/** All import edges of `files` (path → text). */
export function findImports(files) {
  const edges = [];
  for (const [file, text] of Object.entries(files)) {
    for (const match of text.matchAll(importPattern)) {
      edges.push({ from: file, specifier: match[2] ?? match[3], typeOnly: match[1] !== undefined });
    }
  }
  return edges;
}

/** One line for each broken rule. */
export function findViolations(files) {
  const edges = findImports(files);
  const problems = [];
  if (edges.length < Object.keys(files).length / 2)
    problems.push(`only ${edges.length} imports seen in ${Object.keys(files).length} files: the reader is broken`);
  const graph = new Map();
  for (const { from, specifier } of edges) {
    const part = partOf(from);
    if (part === undefined) continue;
    const own = /^@modelmint\/([^/]+)/.exec(specifier)?.[1];
    if (own !== undefined && own !== part) {
      const allowed = mayImport[part]?.includes(own) || (own === 'testing' && isTest(from));
      if (!allowed) problems.push(`${from}: ${part} must not import ${specifier}`);
    }
    const rule = onlyImporters.find(({ match }) => match.test(specifier));
    if (rule && !rule.parts.includes(part))
      problems.push(`${from}: only ${rule.parts.join(', ')} may import ${specifier}`);
    if (specifier.startsWith('.')) {
      const target = path.posix.join(path.posix.dirname(from), specifier);
      if (partOf(target) !== part) problems.push(`${from}: reaches outside its package with ${specifier}`);
      graph.set(from, [...(graph.get(from) ?? []), target]);
    }
  }
  return [...problems, ...findRings(graph)];
}

function findRings(graph) {
  const state = new Map();
  const rings = [];
  const visit = (file, trail) => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      rings.push(`ring: ${[...trail.slice(trail.indexOf(file)), file].join(' → ')}`);
      return;
    }
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    state.set(file, 'done');
  };
  for (const file of graph.keys()) visit(file, []);
  return rings;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = path.resolve(import.meta.dirname, '..');
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'apps', 'packages'], {
    cwd: root,
    encoding: 'utf8',
  });
  const names = listed.split('\n').filter((f) => /\.(ts|tsx|mts|mjs)$/.test(f) && existsSync(path.join(root, f)));
  const unknown = [...new Set(names.map(partOf))].filter((p) => p !== 'web' && p !== 'worker' && !ours.includes(p));
  const files = Object.fromEntries(names.map((f) => [f, readFileSync(path.join(root, f), 'utf8')]));
  const problems = [...unknown.map((p) => `unknown part: ${p}`), ...findViolations(files)];
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(`${names.length} files, ${findImports(files).length} imports, ${problems.length} problems\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
