import { invalidRequest } from './api-error.ts';

export interface FormTree {
  [key: string]: string | FormTree;
}

const keyPattern = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;
const depthMax = 8;

/** The bracket form of Stripe's v1 (`a[b][0]=c`, `a[]=b`) as a tree; list entries keep their index as key. */
export function parseForm(text: string): FormTree {
  const tree = newTree();
  for (const [key, value] of new URLSearchParams(text)) insert(tree, key, value);
  return tree;
}

function insert(tree: FormTree, key: string, value: string): void {
  const match = keyPattern.exec(key);
  if (match === null) throw invalidRequest(`Invalid parameter name: ${key}`, 'parameter_unknown', key);
  const segments = [match[1] ?? '', ...[...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? '')];
  if (segments.length > depthMax) throw invalidRequest(`Parameter nested too deeply: ${key}`, 'parameter_unknown', key);
  let node = tree;
  for (const [index, segment] of segments.entries()) {
    const name = segment === '' ? String(Object.keys(node).length) : segment;
    if (index === segments.length - 1) {
      node[name] = value;
      return;
    }
    const child = node[name];
    if (typeof child === 'string')
      throw invalidRequest(`${key} is both a value and a hash.`, 'parameter_invalid_hash', key);
    node = node[name] = child ?? newTree();
  }
}

/** Without a prototype, so that a parameter called `__proto__` is an unknown parameter and nothing else. */
function newTree(): FormTree {
  return Object.create(null) as FormTree;
}
