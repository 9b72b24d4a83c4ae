import { servingPaths } from '@modelmint/domain/serving-contract';
import type { AskedCall } from '@modelmint/domain/wire/call-route';

/** A BERT on two cores reads so many in ten seconds; what others wait for comes between them, and all have one deadline. */
const passTokens = 8_192;

/** Where a question has what is asked one by one, and its answer what came of each. */
const lists: Record<string, { asked: string; answered: readonly string[]; most: number; tokens?: number }> = {
  [servingPaths.classify]: { asked: 'inputs', answered: ['results', 'tokens'], most: 128, tokens: passTokens },
  [servingPaths.embed]: { asked: 'inputs', answered: ['vectors', 'tokens'], most: 128, tokens: passTokens },
  [servingPaths.predict]: { asked: 'rows', answered: ['results', 'tokens'], most: 512 },
  [servingPaths.recommend]: { asked: 'users', answered: ['results', 'tokens'], most: 64 },
};

/** Calls that are asked as one question. */
export interface CallGroup<Of> {
  calls: { of: Of; call: AskedCall }[];
  path: AskedCall['path'];
  body: AskedCall['body'];
  /** What each of the calls has been answered. */
  split(answer: unknown): unknown[];
}

/**
 * Puts calls that differ in their inputs alone into one question, so that they share batches. Always the same groups for
 * the same calls: what a batch computes may hang, in its last digits, on what else is in it.
 */
export function groupCalls<Of>(calls: readonly { of: Of; call: AskedCall }[]): CallGroup<Of>[] {
  const groups: CallGroup<Of>[] = [];
  let open: { key: string; inputs: number; tokens: number; calls: { of: Of; call: AskedCall }[] } | null = null;
  const close = () => {
    if (open !== null) groups.push(toGroup(open.calls));
    open = null;
  };
  for (const one of calls) {
    const key = keyOf(one.call);
    const { most = 0, tokens = Number.POSITIVE_INFINITY } = lists[one.call.path] ?? {};
    const isFull = open !== null && (open.inputs + one.call.inputs > most || open.tokens + one.call.tokensMax > tokens);
    if (open === null || key === null || open.key !== key || isFull) close();
    open ??= { key: key ?? '', inputs: 0, tokens: 0, calls: [] };
    open.calls.push(one);
    open.inputs += one.call.inputs;
    open.tokens += one.call.tokensMax;
  }
  close();
  return groups;
}

/** The same for calls that may share a question; null for those that share none. */
function keyOf({ path, body }: AskedCall): string | null {
  const list = lists[path];
  if (list === undefined) return null;
  const { [list.asked]: asked, ...rest } = body;
  if (!Array.isArray(asked)) return null;
  return `${path} ${typeof asked[0] === 'object' && asked[0] !== null && 'image' in asked[0]} ${JSON.stringify(rest)}`;
}

function toGroup<Of>(calls: CallGroup<Of>['calls']): CallGroup<Of> {
  const [first] = calls;
  if (first === undefined) throw new RangeError('a group has at least one call');
  const { path, body } = first.call;
  const list = lists[path];
  if (list === undefined || calls.length === 1) return { calls, path, body, split: (answer) => [answer] };
  const asked = calls.flatMap(({ call }) => call.body[list.asked] as unknown[]);
  return {
    ...{ calls, path },
    body: { ...body, [list.asked]: asked },
    split: (answer) => {
      let at = 0;
      return calls.map(({ call }) => {
        const [from, to] = [at, at + call.inputs];
        at = to;
        return slice(answer, list.answered, [from, to]);
      });
    },
  };
}

function slice(answer: unknown, names: readonly string[], [from, to]: [number, number]): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  const parts = names.map((name) => {
    const all = (answer as Record<string, unknown>)[name];
    return [name, Array.isArray(all) ? all.slice(from, to) : all] as const;
  });
  return { ...answer, ...Object.fromEntries(parts) };
}
