import OpenAI from 'openai';

/** A refusal as the client throws it: status, code, param. For tests only. */
export async function refusalOf(call: PromiseLike<unknown>): Promise<unknown[]> {
  const error: unknown = await call.then(
    () => 'it was answered',
    (reason: unknown) => reason,
  );
  if (!(error instanceof OpenAI.APIError)) throw error;
  return [error.status, error.code, error.param];
}
