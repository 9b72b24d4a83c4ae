import { childOf, childrenOf, placeOf, type SourceFile, type SyntaxNode, visit } from './read-sources.ts';

/** Attributes and properties whose value a person reads or hears. */
const spoken =
  /^(aria-label|aria-description|aria-placeholder|aria-roledescription|title|placeholder|label|alt|hint|description|header|heading|caption|message|summary|text|tooltip|empty|unit|action|confirm|success|done|noun|problem)$/;
/** Brands, units and names of formats are the same in every language. */
const sameEverywhere =
  /^(?:Modelmint|GitHub|Google|Stripe|OpenAI|Hugging Face|LoRA|JSONL?|CSV|TSV|Parquet|ZIP|F1|ECE|AUC|RMSE|API|URL|ID|UTC|USD|SHA-256|curl|Python|JavaScript|Node\.js|TypeScript|Docker|⌘?K|Esc|Ctrl|token|ms|kB|MB|GB)$/;

const isText = (text: string): boolean => /\p{L}{2}/u.test(text) && !sameEverywhere.test(text.trim());
const isSentence = (text: string): boolean => /^\p{Lu}\p{Ll}+(?:[ ,.:…?!’'-]|$)/u.test(text) && isText(text);

/** Every text of JSX, of an attribute that is spoken or of a label that does not come from a message. */
export function findHardCodedText(file: SourceFile): string[] {
  const lines = file.text.split('\n');
  const found: string[] = [];
  visit(file.root, (node) => {
    const text = textOf(node);
    if (text === undefined || !isShown(node, text)) return;
    if (lines[node.line - 2]?.includes('i18n-ignore')) return;
    found.push(`${placeOf(file, node)} ${JSON.stringify(text.trim().slice(0, 60))}`);
  });
  return found;
}

function textOf(node: SyntaxNode): string | undefined {
  if (node.type === 'JSXText' || node.type === 'Literal') return node.value;
  if (node.type !== 'TemplateLiteral') return undefined;
  return childrenOf(node, 'quasis')
    .map(({ value }) => value)
    .join(' ');
}

function isShown(node: SyntaxNode, text: string): boolean {
  if (node.type === 'JSXText') return isText(text);
  const attribute = attributeAround(node);
  if (attribute !== undefined) return spoken.test(attribute) && isText(text);
  return isSentence(text) && !isOfCode(node);
}

/** The attribute that a literal stands in: `title="A"`, `title={a ? 'B' : 'C'}`. */
function attributeAround(node: SyntaxNode): string | undefined {
  let at = node.parent;
  while (at !== undefined && /^(ConditionalExpression|LogicalExpression|ParenthesizedExpression)$/.test(at.type))
    at = at.parent;
  if (at?.type === 'JSXExpressionContainer') at = at.parent;
  return at?.type === 'JSXAttribute' ? childOf(at, 'name')?.text : undefined;
}

const machineCalls =
  /(^|\.)(t|rich|has|get|set|delete|includes|startsWith|endsWith|split|join|replaceAll|replace|append|test|getItem|setItem|setRequestHeader)$/;

/** Literals for machines: types, imports, comparisons, header names, errors that problems.json translates. */
function isOfCode(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent === undefined || /^(Import|Export|TS)/.test(parent.type))
    return !/^TSAs|^TSSatisfies/.test(parent?.type ?? '');
  if (parent.type === 'SwitchCase' || parent.type === 'TaggedTemplateExpression') return true;
  if (parent.type === 'Property') return node.field === 'key' || /^['"]/.test(childOf(parent, 'key')?.text ?? '');
  if (parent.type === 'MemberExpression') return true;
  if (parent.type === 'BinaryExpression') return / [!=]==? /.test(parent.text);
  if (parent.type === 'NewExpression') return /Error$/.test(childOf(parent, 'callee')?.text ?? '');
  return parent.type === 'CallExpression' && machineCalls.test(childOf(parent, 'callee')?.text ?? '');
}
