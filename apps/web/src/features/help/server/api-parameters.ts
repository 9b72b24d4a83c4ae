import { ChatBody } from '@modelmint/domain/wire/chat-body';
import { Classify } from '@modelmint/domain/wire/classify-call';
import { CompletionBody } from '@modelmint/domain/wire/completion-body';
import { EmbeddingFields } from '@modelmint/domain/wire/embedding-body';
import { Predict } from '@modelmint/domain/wire/predict-call';
import { Recommend } from '@modelmint/domain/wire/recommend-call';
import { z } from 'zod';
import { CreateBatchBody } from '../../../api/wire/create-batch-body.ts';
import { CreateJobBody } from '../../../api/wire/create-job-body.ts';
import type { Translate } from '../../../i18n/translate.ts';

/** What the routes check their bodies with, so that the reference says what the server does. */
export const bodySchemas: Readonly<Record<string, z.ZodType>> = {
  'POST /chat/completions': ChatBody,
  'POST /completions': CompletionBody,
  'POST /embeddings': EmbeddingFields,
  'POST /classifications': Classify,
  'POST /predictions': Predict,
  'POST /recommendations': Recommend,
  'POST /fine_tuning/jobs': CreateJobBody,
  'POST /batches': CreateBatchBody,
};

/** Stands in `docs/api.md` where the tables go. */
export const parametersMark = '<!-- parameters -->';

/** A table for each body, as Markdown: every parameter, its type, its bounds and what it is when left out. */
export function apiParameters(t: Translate<'help'>): string {
  return Object.entries(bodySchemas)
    .map(([route, schema]) => {
      const heading = `### \`${route.replace(' ', ' /v1')}\``;
      const head = `| ${t('parameters.name')} | ${t('parameters.type')} | ${t('parameters.notes')} |\n|---|---|---|`;
      const rows = parametersOf(schema).map(
        (one) => `| \`${one.name}\` | ${typeWords(t, one.node)} | ${notes(t, one).join(t('parameters.comma'))} |`,
      );
      return [heading, '', head, ...rows].join('\n');
    })
    .join('\n\n');
}

/** The parts of a JSON schema that zod makes of ours. */
interface Node {
  type?: string;
  properties?: Record<string, Node>;
  required?: string[];
  anyOf?: Node[];
  items?: Node;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  maxLength?: number;
  maxItems?: number;
}

interface Parameter {
  /** With the names of the objects around it. */
  name: string;
  node: Node;
  isRequired: boolean;
}

export function parametersOf(schema: z.ZodType): Parameter[] {
  return below(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node, '');
}

function below({ properties = {}, required = [] }: Node, prefix: string): Parameter[] {
  return Object.entries(properties).flatMap(([key, node]) => {
    const name = `${prefix}${key}`;
    const own = { name, node, isRequired: required.includes(key) };
    return node.properties === undefined ? [own] : [own, ...below(node, `${name}.`)];
  });
}

/** `null` is the same as nothing. */
const kindsOf = ({ anyOf }: Node): Node[] => (anyOf ?? []).filter(({ type }) => type !== 'null');

function typeWords(t: Translate<'help'>, node: Node): string {
  const kinds = kindsOf(node);
  if (kinds.length > 0) return [...new Set(kinds.map((kind) => typeWords(t, kind)))].join(t('parameters.or'));
  if (node.enum !== undefined) return node.enum.map((value) => `\`${String(value)}\``).join(t('parameters.or'));
  if (node.const !== undefined) return `\`${String(node.const)}\``;
  switch (node.type) {
    case 'string':
      return t('parameters.string');
    case 'integer':
      return t('parameters.integer');
    case 'number':
      return t('parameters.number');
    case 'boolean':
      return t('parameters.boolean');
    case 'array':
      return t('parameters.list', { of: typeWords(t, node.items ?? {}) });
    case 'object':
      return t('parameters.object');
    default:
      return t('parameters.any');
  }
}

/** zod bounds every integer by what JSON can carry, which is no bound of ours. */
const isOurs = (bound: number | undefined): bound is number =>
  bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;

function notes(t: Translate<'help'>, { node, isRequired }: Parameter): string[] {
  const own = kindsOf(node);
  const kinds = own.length > 0 ? own : [node];
  const said = kinds.flatMap((kind) => boundWords(t, kind));
  const { default: value } = node;
  return [
    ...(isRequired ? [t('parameters.required')] : []),
    ...new Set(said),
    ...(value === undefined || typeof value === 'object'
      ? []
      : [t('parameters.default', { value: `\`${String(value)}\`` })]),
  ];
}

function boundWords(t: Translate<'help'>, kind: Node): string[] {
  const { minimum, maximum, exclusiveMinimum, maxLength, maxItems } = kind;
  const [from, to] = [isOurs(minimum) ? minimum : null, isOurs(maximum) ? maximum : null];
  return [
    ...(from !== null && to !== null ? [t('parameters.range', { from: plain(from), to: plain(to) })] : []),
    ...(from !== null && to === null ? [t('parameters.from', { from: plain(from) })] : []),
    ...(isOurs(exclusiveMinimum) ? [t('parameters.over', { from: plain(exclusiveMinimum) })] : []),
    ...(from === null && to !== null ? [t('parameters.to', { to: plain(to) })] : []),
    ...(maxLength === undefined ? [] : [t('parameters.characters', { max: plain(maxLength) })]),
    ...(maxItems === undefined ? [] : [t('parameters.items', { max: plain(maxItems) })]),
  ];
}

const plain = (value: number): string => value.toLocaleString('en-US');
