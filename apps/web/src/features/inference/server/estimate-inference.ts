import { setImmediate as nextTurn } from 'node:timers/promises';
import { currentPrice } from '@modelmint/db/ledger/current-price';
import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { findCalledModel } from '@modelmint/db/model/find-called-model';
import { withOrg } from '@modelmint/db/with-org';
import {
  estimateInference as estimateRows,
  type InferenceSample,
  type InferenceEstimate as Rows,
} from '@modelmint/domain/estimate-inference';
import type { InferenceAsk } from '@modelmint/domain/inference-ask';
import { rateMicros as amountOf, type Micros } from '@modelmint/domain/money';
import { abilitiesOfRoute } from '@modelmint/domain/wire/call-route';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { InferenceInput, readParameters } from './inference-input.ts';
import { findInputFile } from './input-file.ts';
import { readInputSample } from './input-sample.ts';
import { recentPace } from './recent-pace.ts';
import { sliceRows } from './slice-rows.ts';

/** This much of a file is read for an estimate, and more is taken to be like it. */
const bytesRead = 1024 * 1024;
/** Rows that are checked before other requests have their turn, and of all; each is as much work as so many characters. */
const turns = { charactersMax: 64 * 1024, totalMax: 16 * 1024 * 1024, rowCharacters: 256 };

/** `lines`: the file holds whole calls, as OpenAI's batches do. */
export const EstimateInference = InferenceInput.extend({ lines: z.boolean().default(false) });
export type EstimateInference = z.output<typeof EstimateInference>;

export interface InferenceEstimate extends Rows {
  /** Per 1,000,000 tokens. */
  rateMicros: Micros;
  /** What could be held now. */
  availableMicros: Micros;
  isAffordable: boolean;
  /** By the pace of earlier jobs of this model; null where there was none. */
  seconds: { low: number; high: number } | null;
}

/** The price range and the time of a job before it is started, by the rows that it would answer. */
export async function estimateInference(
  deps: Deps,
  principal: Principal,
  asked: EstimateInference,
): Promise<InferenceEstimate> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  const { model, route, fileId, column = null } = asked;
  const mode = asked.lines ? ('BATCH' as const) : ('ROWS' as const);
  const known = await withOrg(deps.db, organizationId, async (tx) => {
    const file = await findInputFile(tx, { projectId, fileId, mode, param: 'fileId' });
    const where = { organizationId, projectId, name: model, abilities: abilitiesOfRoute(route) };
    const found = await findCalledModel(tx, where);
    const { rateMicros } = await currentPrice(tx, { meter: 'inference', baseModel: found.priceName });
    const { availableMicros } = await readWallet(tx, organizationId);
    const pace = await recentPace(tx, { projectId, modelId: found.id, route });
    return { file, found, rateMicros, availableMicros, pace };
  });
  const { file, found, rateMicros, availableMicros, pace } = known;
  const parameters = asked.lines ? {} : readParameters(asked, found);
  const ask = { mode, seed: 0, route, model, column, parameters, called: found };
  const rows = await estimateInTurns(ask, await readInputSample(deps, file, bytesRead), rateMicros);
  return {
    ...rows,
    ...{ rateMicros, availableMicros },
    isAffordable: rows.amountMicros.high <= availableMicros,
    seconds: pace === null ? null : { low: rows.rows / pace.high, high: rows.rows / pace.low },
  };
}

async function estimateInTurns(ask: InferenceAsk, sample: InferenceSample, rate: Micros): Promise<Rows> {
  const isWhole = sample.bytes >= sample.sizeBytes;
  const seen = { rows: 0, refused: 0, low: 0n, high: 0n, firstProblem: null as Rows['firstProblem'] };
  let share = 1;
  for (const { text, share: read } of sliceRows(sample.text, { isWhole, ...turns })) {
    share = read;
    const { rows, refused, tokens, firstProblem } = estimateRows(ask, { text, bytes: 1, sizeBytes: 1 }, rate);
    if (firstProblem !== null)
      seen.firstProblem ??= { row: seen.rows + firstProblem.row, message: firstProblem.message };
    seen.rows += rows;
    seen.refused += refused;
    seen.low += tokens.low;
    seen.high += tokens.high;
    await nextTurn();
  }
  const isExact = isWhole && share === 1;
  const times = isExact ? 1 : sample.sizeBytes / Math.max(1, sample.bytes * share);
  const whole = (count: bigint) => BigInt(Math.ceil(Number(count) * times));
  const tokens = { low: whole(seen.low), high: whole(seen.high) };
  return {
    ...{ isExact, tokens, firstProblem: seen.firstProblem },
    rows: Math.round(seen.rows * times),
    refused: Math.round(seen.refused * times),
    amountMicros: { low: amountOf(tokens.low, rate), high: amountOf(tokens.high, rate) },
  };
}
