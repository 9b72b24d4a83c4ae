import { AppError } from '@modelmint/domain/errors';
import { InferenceRoute } from '@modelmint/domain/inference-job';
import { readsWholeRows, rowBody, rowParameters } from '@modelmint/domain/inference-row';
import { readCall } from '@modelmint/domain/wire/call-route';
import type { CalledModel } from '@modelmint/domain/wire/called-model';
import { z } from 'zod';

/** What a page says of a job: a model × a file, and what all rows have in common. */
export const InferenceInput = z.strictObject({
  model: z.string().min(1).max(300),
  route: InferenceRoute,
  fileId: z.string().min(1).max(64),
  column: z.string().min(1).max(200).optional(),
  parameters: z.record(z.string(), z.unknown()).default({}),
});
export type InferenceInput = z.output<typeof InferenceInput>;

const systemCharactersMax = 50_000;

/**
 * The parameters that count, checked as those of one call. Throws with the name of the parameter, `column` for a column
 * that rows of this kind do not have.
 */
export function readParameters(
  { model, route, column, parameters }: Omit<InferenceInput, 'fileId'>,
  called: CalledModel,
): Record<string, unknown> {
  const known: readonly string[] = rowParameters[route];
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined);
  const unknown = given.find(([name]) => !known.includes(name));
  if (unknown !== undefined)
    throw new AppError('unknown_parameter', `Rows of ${route} have these parameters in common: ${known.join(', ')}.`, {
      param: unknown[0],
    });
  if (column !== undefined && readsWholeRows(route))
    throw new AppError('invalid_value', 'A row is read as a whole here: leave the column out.', { param: 'column' });
  const { system } = parameters;
  if (system !== undefined && system !== null && (typeof system !== 'string' || system.length > systemCharactersMax))
    throw new AppError('invalid_value', `The system message is a text of at most ${systemCharactersMax} characters.`, {
      param: 'system',
    });
  const checked = Object.fromEntries(given);
  const body = rowBody({ route, model, column: null, parameters: checked }, exampleRow(route, called));
  readCall(route, body).ask(called);
  return checked;
}

/** A row that is right by itself, so that what is refused is a parameter. */
function exampleRow(route: InferenceRoute, { abilities }: CalledModel): unknown {
  if (route === '/v1/predictions') return { column: 1 };
  if (route === '/v1/recommendations') return { user: 'one' };
  return abilities.includes('classify-images') && route === '/v1/classifications' ? { image: 'AAAA' } : 'text';
}
