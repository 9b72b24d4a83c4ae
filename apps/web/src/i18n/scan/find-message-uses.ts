import { childOf, childrenOf, placeOf, type SourceFile, type SyntaxNode, visit } from './read-sources.ts';

/** A use of messages: one key, or with `*` all that fit. */
export interface MessageUse {
  namespace: string;
  key: string;
  place: string;
}

export interface MessageUses {
  uses: MessageUse[];
  /** Literals that look like a key, for tables and functions that name one. */
  named: Set<string>;
}

/** Reads `const t = useTranslations('x')`, `await getTranslations('x')` and parameters `t: Translate<'x'>`. */
export function findMessageUses(file: SourceFile): MessageUses {
  const uses: MessageUse[] = [];
  const named = new Set<string>();
  visit(file.root, (node) => {
    if (node.type === 'Literal' && /^[a-z][\w-]*(\.[\w-]+)*$/i.test(node.value ?? '')) named.add(node.value ?? '');
    if (node.type === 'TemplateLiteral') named.add(patternOf(node));
    if (node.type !== 'CallExpression') return;
    const called = /^(\w+)(?:\.(?:rich|markup|has|raw))?$/.exec(childOf(node, 'callee')?.text ?? '')?.[1];
    const argument = childOf(node, 'arguments');
    const namespace = called === undefined ? undefined : namespaceOf(node, called);
    if (namespace === undefined || argument === undefined) return;
    // useTranslations('ui.status') is the part `status` of `ui`.
    const [name = '', ...parts] = namespace.split('.');
    for (const key of keysOf(argument))
      uses.push({ namespace: name, key: [...parts, key].join('.'), place: placeOf(file, node) });
  });
  return { uses, named };
}

const patternOf = (node: SyntaxNode): string =>
  childrenOf(node, 'quasis')
    .map(({ value }) => value)
    .join('*');

/** All keys that an argument can be, as far as they are written there. */
function keysOf(node: SyntaxNode): string[] {
  if (node.type === 'Literal') return [node.value ?? ''];
  if (node.type === 'TemplateLiteral') return [patternOf(node)];
  if (node.type === 'ConditionalExpression')
    return [...childrenOf(node, 'consequent'), ...childrenOf(node, 'alternate')].flatMap(keysOf);
  return /^TS(As|Satisfies)Expression$/.test(node.type) ? childrenOf(node, 'expression').flatMap(keysOf) : [];
}

/** The namespace that the name `wanted` has at `node`, by its nearest declaration. */
function namespaceOf(node: SyntaxNode, wanted: string): string | undefined {
  for (let scope = node.parent; scope !== undefined; scope = scope.parent) {
    for (const parameter of childrenOf(scope, 'params')) {
      const found = typedNamespace(parameter, wanted);
      if (found !== undefined) return found;
    }
    for (const statement of childrenOf(scope, 'body'))
      for (const declaration of declarationsOf(statement)) {
        const found = declaredNamespace(declaration, wanted);
        if (found !== undefined) return found;
      }
  }
  return undefined;
}

const declarationsOf = (statement: SyntaxNode): SyntaxNode[] =>
  statement.type === 'ExportNamedDeclaration'
    ? childrenOf(statement, 'declaration').flatMap(declarationsOf)
    : childrenOf(statement, 'declarations');

const typedNamespace = ({ text }: SyntaxNode, wanted: string): string | undefined =>
  new RegExp(`^${wanted}\\??: Translate<'([^']+)'>`).exec(text)?.[1];

function declaredNamespace(declaration: SyntaxNode, wanted: string): string | undefined {
  const name = childOf(declaration, 'id');
  const from = childOf(declaration, 'init')?.text ?? '';
  if (name?.type === 'Identifier') {
    if (name.value !== wanted) return undefined;
    return (
      typedNamespace(name, wanted) ?? /^(?:await\s+)?(?:useTranslations|getTranslations)\('([^']+)'\)$/.exec(from)?.[1]
    );
  }
  if (name?.type !== 'ArrayPattern') return undefined;
  // const [t, tUi] = await Promise.all([getTranslations('x'), getTranslations('ui')])
  const index = childrenOf(name, 'elements').findIndex(({ text }) => text === wanted);
  const list = declaration.children.flatMap((child) => arraysIn(child))[0];
  return /^getTranslations\('([^']+)'\)$/.exec(list?.[index]?.text ?? '')?.[1];
}

/** The elements of array literals, outermost first. */
function arraysIn(node: SyntaxNode): SyntaxNode[][] {
  const found: SyntaxNode[][] = [];
  visit(node, (inner) => {
    if (inner.type === 'ArrayExpression') found.push(childrenOf(inner, 'elements'));
  });
  return found;
}
