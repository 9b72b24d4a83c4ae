import Stripe from 'stripe';
import { ApiError, invalidRequest } from './api-error.ts';
import type { Leaf, ParamTable } from './param-rules.ts';
import type { FormTree } from './parse-form.ts';

type AnyRule =
  | Leaf
  | { kind: 'object'; of: RuleTable; required?: true }
  | { kind: 'list'; of: AnyRule; required?: true; max?: number };
type RuleTable = Readonly<Record<string, AnyRule | undefined>>;

/** The parameters of a request, checked and typed; anything not in the table is refused as Stripe refuses it. */
export function readParams<P>(table: ParamTable<P>, form: FormTree): P {
  // The table is keyed by P and every value passed its rule: this is the one place where text becomes P.
  return readObject(table as unknown as RuleTable, form, '') as P;
}

function readObject(table: RuleTable, form: FormTree, path: string): Record<string, unknown> {
  const unknown = Object.keys(form).filter((key) => !Object.hasOwn(table, key));
  if (unknown.length > 0)
    throw unknownParameters(
      unknown.map((key) => join(path, key)),
      table,
    );
  const values: Record<string, unknown> = {};
  for (const [key, rule] of Object.entries(table)) {
    if (rule === undefined) continue;
    const name = join(path, key);
    const raw = form[key];
    if (raw !== undefined) values[key] = readValue(rule, raw, name);
    else if (rule.required) throw invalidRequest(`Missing required param: ${name}.`, 'parameter_missing', name);
  }
  return values;
}

function readValue(rule: AnyRule, raw: string | FormTree, name: string): unknown {
  if (rule.kind === 'object') {
    if (typeof raw === 'string') throw invalidRequest('Invalid object', 'parameter_invalid_hash', name);
    return readObject(rule.of, raw, name);
  }
  if (rule.kind === 'list') return readList(rule.of, raw, name, rule.max);
  if (rule.kind === 'metadata' || rule.kind === 'map') return readMap(rule, raw, name);
  if (typeof raw !== 'string') throw invalidRequest(`Invalid ${rule.kind}`, 'parameter_invalid_string', name);
  if (raw === '') {
    if (rule.canClear) return '';
    throw invalidRequest(
      `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`,
      'parameter_invalid_empty',
      name,
    );
  }
  return readLeaf(rule, raw, name);
}

function readList(rule: AnyRule, raw: string | FormTree, name: string, max = 100): unknown[] {
  if (raw === '') return [];
  if (typeof raw === 'string') throw invalidRequest('Invalid array', 'parameter_invalid_array', name);
  const keys = Object.keys(raw);
  if (keys.some((key) => !/^\d{1,4}$/.test(key)))
    throw invalidRequest('Invalid array', 'parameter_invalid_array', name);
  if (keys.length > max) throw invalidRequest(`Too many entries: at most ${max}.`, 'parameter_invalid_array', name);
  return keys
    .map(Number)
    .sort((a, b) => a - b)
    .map((key) => readValue(rule, raw[key] ?? '', `${name}[${key}]`));
}

function readMap(rule: Leaf, raw: string | FormTree, name: string): Record<string, string> | '' {
  if (raw === '' && rule.canClear) return '';
  if (typeof raw === 'string') throw invalidRequest('Invalid object', 'parameter_invalid_hash', name);
  const map: Record<string, string> = {};
  for (const [key, value] of Object.entries(raw)) {
    if (typeof value !== 'string') throw invalidRequest('Metadata values must be strings.', undefined, join(name, key));
    if (key.length > 40) throw invalidRequest('Metadata keys can have up to 40 characters.', undefined, name);
    if (value.length > 500)
      throw invalidRequest('Metadata values can have up to 500 characters.', undefined, join(name, key));
    map[key] = value;
  }
  if (Object.keys(map).length > 50) throw invalidRequest('Metadata can have up to 50 keys.', undefined, name);
  return map;
}

function readLeaf(rule: Leaf, raw: string, name: string): unknown {
  switch (rule.kind) {
    case 'boolean':
      if (raw !== 'true' && raw !== 'false') throw invalidRequest(`Invalid boolean: ${raw}`, undefined, name);
      return raw === 'true';
    case 'integer':
      return readInteger(rule, raw, name);
    case 'decimal':
      if (!/^-?\d{1,15}(\.\d{1,12})?$/.test(raw))
        throw invalidRequest(`Invalid decimal: ${raw}; up to 12 decimal places.`, 'parameter_invalid_decimal', name);
      return Stripe.Decimal.from(raw);
    case 'choice':
      if (rule.of?.includes(raw) !== true)
        throw invalidRequest(`Invalid ${name}: must be one of ${rule.of?.join(', ')}`, undefined, name);
      return raw;
    default:
      if (raw.length > (rule.max ?? 5000))
        throw invalidRequest(`Invalid string: at most ${rule.max} characters.`, 'parameter_invalid_string', name);
      return raw;
  }
}

function readInteger(rule: Leaf, raw: string, name: string): number {
  const value = Number(raw);
  if (!/^-?\d{1,16}$/.test(raw) || !Number.isSafeInteger(value))
    throw invalidRequest(`Invalid integer: ${raw}`, 'parameter_invalid_integer', name);
  if (rule.min !== undefined && value < rule.min)
    throw invalidRequest(`This value must be greater than or equal to ${rule.min}.`, 'parameter_invalid_integer', name);
  if (rule.max !== undefined && value > rule.max)
    throw invalidRequest(`This value must be less than or equal to ${rule.max}.`, 'parameter_invalid_integer', name);
  return value;
}

function unknownParameters(names: string[], table: RuleTable): ApiError {
  const known = Object.keys(table);
  const message = `Received unknown parameter${names.length > 1 ? 's' : ''}: ${names.join(', ')}`;
  const hint = known.length === 0 ? 'none here' : known.join(', ');
  return new ApiError(`${message} (the simulated Stripe takes: ${hint})`, {
    status: 400,
    type: 'invalid_request_error',
    code: 'parameter_unknown',
    param: names[0] ?? '',
  });
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}[${key}]`;
}
