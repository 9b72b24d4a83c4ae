import { setImmediate as nextTurn } from 'node:timers/promises';
import { currentPrice } from '@modelmint/db/ledger/current-price';
import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { withOrg } from '@modelmint/db/with-org';
import { estimateInference } from '@modelmint/domain/estimate-inference';
import { cutRow } from '@modelmint/domain/held-out-row';
import { rateMicros as amountOf, type Micros } from '@modelmint/domain/money';
import type { Deps } from '../../../deps.ts';
import { readLines } from '../../dataset/server/read-lines.ts';
import { recentPace } from '../../inference/server/recent-pace.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import type { EvaluationInput } from './evaluation-input.ts';
import { type EvaluationPlan, planEvaluation } from './plan-evaluation.ts';

/** Rows that are looked at for a price, and bytes of them. */
const sample = { rows: 1_000, bytes: 4 * 1024 * 1024, rowsAtOnce: 100 };

export interface EvaluationEstimate {
  rows: number;
  tokens: { low: bigint; high: bigint };
  amountMicros: { low: Micros; high: Micros };
  /** Every row was looked at. */
  isExact: boolean;
  /** Per 1,000,000 tokens. */
  rateMicros: Micros;
  availableMicros: Micros;
  isAffordable: boolean;
  /** By the pace of earlier jobs of this model; null where there was none. */
  seconds: { low: number; high: number } | null;
}

/** The price range and the time of an evaluation before it is started, by the rows that it would ask. */
export async function estimateEvaluation(
  deps: Deps,
  principal: Principal,
  asked: EvaluationInput,
): Promise<EvaluationEstimate> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  const { plan, rateMicros, availableMicros, pace } = await withOrg(deps.db, organizationId, async (tx) => {
    const plan = await planEvaluation(tx, principal, asked);
    const price = await currentPrice(tx, { meter: 'inference', baseModel: plan.found.priceName });
    const { availableMicros } = await readWallet(tx, organizationId);
    const of = { projectId, modelId: plan.found.id, route: plan.ask.route };
    return { plan, rateMicros: price.rateMicros, availableMicros, pace: await recentPace(tx, of) };
  });
  const seen = await countTokens(deps, { plan, model: asked.model });
  const times = seen.rows === 0 ? 0 : plan.rowsAsked / seen.rows;
  const whole = (count: bigint) => BigInt(Math.ceil(Number(count) * times));
  const tokens = { low: whole(seen.low), high: whole(seen.high) };
  const amountMicros = { low: amountOf(tokens.low, rateMicros), high: amountOf(tokens.high, rateMicros) };
  return {
    ...{ rows: plan.rowsAsked, tokens, amountMicros, rateMicros, availableMicros },
    isExact: seen.rows === plan.rowsAsked,
    isAffordable: amountMicros.high <= availableMicros,
    seconds: pace === null ? null : { low: plan.rowsAsked / pace.high, high: plan.rowsAsked / pace.low },
  };
}

async function countTokens(deps: Deps, { plan, model }: { plan: EvaluationPlan; model: string }) {
  const { ask, found, report, keys } = plan;
  const target = report.table?.target.name ?? null;
  const asking = { mode: 'ROWS' as const, seed: 0, model, called: found, ...ask };
  const seen = { rows: 0, bytes: 0, low: 0n, high: 0n };
  let lines: string[] = [];
  const add = () => {
    const text = lines.join('\n');
    const { tokens } = estimateInference(asking, { text, bytes: 1, sizeBytes: 1 }, 1n);
    seen.low += tokens.low;
    seen.high += tokens.high;
    lines = [];
  };
  for await (const line of firstLines(deps, keys)) {
    const { ask: row } = cutRow(JSON.parse(line) as Record<string, unknown>, { task: report.task, target, ask });
    seen.rows++;
    seen.bytes += line.length;
    if (lines.push(JSON.stringify(row)) === sample.rowsAtOnce) {
      add();
      await nextTurn();
    }
    if (seen.rows >= sample.rows || seen.bytes >= sample.bytes) break;
  }
  if (lines.length > 0) add();
  return seen;
}

async function* firstLines({ storage }: Deps, keys: readonly string[]): AsyncGenerator<string> {
  for (const key of keys) {
    const stream = await storage.get(key);
    try {
      for await (const line of readLines(stream)) if (line !== '') yield line;
    } finally {
      stream.destroy();
    }
  }
}
