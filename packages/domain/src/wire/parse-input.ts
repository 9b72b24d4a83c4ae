import type { z } from 'zod';
import { AppError, type ErrorCode } from '../errors.ts';

/** Throws the first problem as an AppError with the parameter as the client wrote it: `method.supervised.x[0]`. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = deepest(parsed.error.issues);
  if (issue === undefined) throw new AppError('invalid_value', 'The request is not valid.');
  const extra = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const param = nameOf([...issue.path, ...extra]);
  const options = param === '' ? {} : { param };
  const code = codeOf(issue);
  if (code === 'missing_required_parameter')
    throw new AppError(code, `Missing required parameter: '${param}'.`, options);
  if (code === 'unknown_parameter') throw new AppError(code, `Unknown parameter: '${param}'.`, options);
  throw new AppError(code, `Invalid value for '${param}': ${issue.message}.`, options);
}

type Issue = z.core.$ZodIssue;

/** Of a union, the branch that was meant says most: the one whose kind of value it is, else the one that came furthest. */
function deepest(issues: readonly Issue[]): Issue | undefined {
  const [first] = issues;
  if (first?.code !== 'invalid_union') return first;
  const branches = first.errors.map((branch) => deepest(branch)).filter((issue) => issue !== undefined);
  const best = branches.toSorted((a, b) => rank(b) - rank(a))[0];
  return best === undefined ? first : { ...best, path: [...first.path, ...best.path] };
}

function rank({ code, path, ...issue }: Issue): number {
  const isOtherType = code === 'invalid_type' && !('expected' in issue && issue.expected === 'int');
  // A literal that is not met, such as 'auto', says less than a number that is too large.
  const meant = isOtherType ? 0 : code === 'invalid_value' ? 1 : 2;
  return meant * 100 + path.length;
}

function codeOf(issue: Issue): ErrorCode {
  if (issue.code === 'unrecognized_keys') return 'unknown_parameter';
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return 'missing_required_parameter';
  return 'invalid_value';
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, part) => (typeof part === 'number' ? `${name}[${part}]` : `${name}${name === '' ? '' : '.'}${String(part)}`),
    '',
  );
}
