import type { EmbedAnswer } from '@modelmint/domain/serving-contract';
import { askEmbed, type Embed } from '@modelmint/domain/wire/embed-call';
import type { Deps } from '../../../deps.ts';
import type { Answered, CallContext } from '../../call/server/call-context.ts';
import { meterCall } from '../../call/server/meter-call.ts';
import { findModel } from '../../model/server/find-model.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

export type Embedded = Answered<EmbedAnswer>;

/** Vectors for texts; one metered call. */
export async function embed(
  deps: Deps,
  principal: Principal,
  asked: Embed,
  context: CallContext<Embedded>,
): Promise<Embedded> {
  requirePermission(principal, 'model.call');
  const name = asked.model;
  const found = await findModel(deps, principal, { name, abilities: ['embed'] });
  return meterCall<EmbedAnswer>(deps, { principal, name, found, ...askEmbed(found, asked) }, context);
}
