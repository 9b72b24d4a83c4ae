import type { GenerateAnswer } from '@modelmint/domain/serving-contract';
import { askGenerate, type Generate } from '@modelmint/domain/wire/generate-call';
import type { Deps } from '../../../deps.ts';
import type { Answered, CallContext } from '../../call/server/call-context.ts';
import { meterCall } from '../../call/server/meter-call.ts';
import { findModel } from '../../model/server/find-model.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

export type Generated = Answered<GenerateAnswer>;

/** Text that goes on from prompts, or the next message of a chat; one metered call. */
export async function generate(
  deps: Deps,
  principal: Principal,
  asked: Generate,
  context: CallContext<Generated>,
): Promise<Generated> {
  requirePermission(principal, 'model.call');
  const name = asked.model;
  const found = await findModel(deps, principal, { name, abilities: ['generate'] });
  return meterCall<GenerateAnswer>(deps, { principal, name, found, ...askGenerate(found, asked) }, context);
}
