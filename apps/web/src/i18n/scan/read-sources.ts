import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

/** One node of a syntax tree (ESTree with JSX and types), with the way up. */
export interface SyntaxNode {
  type: string;
  /** The field of the parent that holds it: `callee`, `init`, `children`. */
  field: string;
  parent: SyntaxNode | undefined;
  children: SyntaxNode[];
  /** Of the source, as it is written. */
  text: string;
  line: number;
  /** Of strings, template pieces and JSX text; names of identifiers. */
  value: string | undefined;
}

export interface SourceFile {
  /** Below src, with slashes: `features/account/ui/sign-in-form.tsx`. */
  name: string;
  text: string;
  root: SyntaxNode;
}

const sourceFolder = path.resolve(import.meta.dirname, '../..');

/** The parsed sources of the app, without tests and this scan. */
export function readSources(): SourceFile[] {
  return readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\.d\.ts$|^i18n\/scan\//.test(name))
    .sort()
    .map((name) => parseSource(name, readFileSync(path.join(sourceFolder, name), 'utf8')));
}

export function parseSource(name: string, text: string): SourceFile {
  const { program } = parseSync(name, text);
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  let line = 0;
  const grow = (raw: RawNode, field: string, parent: SyntaxNode | undefined): SyntaxNode => {
    while (line > 0 && (lineStarts[line] ?? 0) > raw.start) line -= 1;
    while ((lineStarts[line + 1] ?? Number.POSITIVE_INFINITY) <= raw.start) line += 1;
    const node: SyntaxNode = {
      type: raw.type,
      field,
      parent,
      children: [],
      text: text.slice(raw.start, raw.end),
      line: line + 1,
      value: writtenValue(raw),
    };
    for (const [key, value] of Object.entries(raw))
      for (const inner of Array.isArray(value) ? value : [value])
        if (isRawNode(inner)) node.children.push(grow(inner, key, node));
    return node;
  };
  return { name, text, root: grow(program as unknown as RawNode, '', undefined) };
}

interface RawNode {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

const isRawNode = (value: unknown): value is RawNode =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

function writtenValue(raw: RawNode): string | undefined {
  if (typeof raw.value === 'string') return raw.value;
  if (typeof raw.name === 'string') return raw.name;
  const { value } = raw;
  return raw.type === 'TemplateElement' && typeof value === 'object' && value !== null && 'cooked' in value
    ? String(value.cooked)
    : undefined;
}

export function visit(node: SyntaxNode, see: (node: SyntaxNode) => void): void {
  see(node);
  for (const child of node.children) visit(child, see);
}

export const childOf = (node: SyntaxNode, field: string): SyntaxNode | undefined =>
  node.children.find((child) => child.field === field);

export const childrenOf = (node: SyntaxNode, field: string): SyntaxNode[] =>
  node.children.filter((child) => child.field === field);

/** Where a node stands, for a reader: `features/x.tsx:12`. */
export const placeOf = (file: SourceFile, node: SyntaxNode): string => `${file.name}:${node.line}`;
