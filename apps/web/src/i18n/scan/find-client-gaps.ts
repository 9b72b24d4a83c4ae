import path from 'node:path';
import { childOf, type SourceFile, type SyntaxNode, visit } from './read-sources.ts';

/** What the scan knows of one file. */
interface FileFacts {
  isClient: boolean;
  imports: string[];
  /** Those that `import()` brings. */
  fetches: string[];
  /** Namespaces of `useTranslations`. */
  asks: string[];
  /** Namespaces of `<ClientMessages namespaces={[…]}>`. */
  gives: string[];
}

/** For each page: namespaces that client components below it ask for and no layout or the page itself gives. */
export function findClientGaps(files: readonly SourceFile[]): string[] {
  const facts = new Map(files.map((file) => [file.name, factsOf(file)]));
  const shims = files
    .map(({ name }) => name)
    .filter((name) => /^app\/.*(page|loading|layout|error|not-found)\.tsx$/.test(name));
  const missing: string[] = [];
  for (const shim of shims) {
    const given = new Set(layoutsOf(shim).flatMap((layout) => reached(facts, layout).gives));
    const own = reached(facts, shim);
    for (const name of own.gives) given.add(name);
    for (const [name, file] of own.asks)
      if (!given.has(name)) missing.push(`${shim} needs the namespace ${name} for ${file}`);
  }
  return missing;
}

/** Components of the browser that would carry `heavy` to it; what they fetch when it is needed does not count. */
export function findInBrowser(files: readonly SourceFile[], heavy: string): string[] {
  const facts = new Map(files.map((file) => [file.name, factsOf(file)]));
  return [...facts].flatMap(([name, { isClient }]) => {
    const seen = new Set<string>();
    const waiting = isClient ? [name] : [];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const file = facts.get(next);
      waiting.push(...(file?.imports.filter((imported) => !file.fetches.includes(imported)) ?? []));
    }
    return seen.has(heavy) ? [name] : [];
  });
}

/** The layouts around a file of the router, itself included if it is one. */
function layoutsOf(shim: string): string[] {
  const folders = path.posix.dirname(shim).split('/');
  return folders.map((_, index) => `${folders.slice(0, index + 1).join('/')}/layout.tsx`);
}

function reached(facts: ReadonlyMap<string, FileFacts>, start: string) {
  const asks = new Map<string, string>();
  const gives = new Set<string>();
  const seen = new Set<string>();
  const waiting: [name: string, isClient: boolean][] = [[start, false]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [name, isBelowClient] = next;
    const file = facts.get(name);
    const isClient = isBelowClient || file?.isClient === true;
    if (file === undefined || seen.has(`${name} ${isClient}`)) continue;
    seen.add(`${name} ${isClient}`);
    if (isClient) for (const namespace of file.asks) asks.set(namespace, name);
    for (const namespace of file.gives) gives.add(namespace);
    for (const imported of file.imports) waiting.push([imported, isClient]);
  }
  return { asks, gives: [...gives] };
}

function factsOf({ name, text, root }: SourceFile): FileFacts {
  const facts: FileFacts = {
    isClient: /^(?:\s|\/[/*].*)*'use client'/.test(text),
    imports: [],
    fetches: [],
    asks: [],
    gives: [],
  };
  visit(root, (node) => {
    if (/^(Import|Export\w+)Declaration$/.test(node.type) && !/^(import|export) type /.test(node.text))
      facts.imports.push(...fileOf(name, childOf(node, 'source')));
    if (node.type === 'ImportExpression') {
      facts.imports.push(...fileOf(name, childOf(node, 'source')));
      facts.fetches.push(...fileOf(name, childOf(node, 'source')));
    }
    if (node.type === 'CallExpression' && childOf(node, 'callee')?.text === 'useTranslations')
      facts.asks.push(...literals(node).map((name) => name.split('.')[0] ?? name));
    if (node.type === 'JSXAttribute' && childOf(node, 'name')?.text === 'namespaces')
      facts.gives.push(...literals(node));
  });
  return facts;
}

const fileOf = (name: string, specifier: SyntaxNode | undefined): string[] =>
  specifier?.value?.startsWith('.') ? [path.posix.join(path.posix.dirname(name), specifier.value)] : [];

function literals(node: SyntaxNode): string[] {
  const found: string[] = [];
  visit(node, (inner) => {
    if (inner.type === 'Literal' && inner.value !== undefined) found.push(inner.value);
  });
  return found;
}
