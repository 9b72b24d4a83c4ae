import type { OperatorActor } from '@modelmint/db/audit/record-operator-act';
import { setPublicDemo } from '@modelmint/db/system/set-public-demo';
import { AppError } from '@modelmint/domain/errors';
import type { PublicDemo } from '@modelmint/domain/public-demo';
import type { Deps } from '../../../deps.ts';

const refusals = {
  'no-endpoint':
    'There is no endpoint of that name in the project. Its page shows both: the id of the project and the name.',
  'not-yours': 'The endpoint belongs to an organization that you do not administer, which would pay for the calls.',
  'other-task': 'The demo takes texts: choose an endpoint of a text classifier.',
} as const;

/** The operator offers an endpoint on the landing page, or with null nothing. Throws `invalid_value`. */
export async function setDemo(
  deps: Pick<Deps, 'db'>,
  { demo, operator }: { demo: PublicDemo | null; operator: OperatorActor },
): Promise<void> {
  const outcome = await setPublicDemo(deps.db, { demo, operator });
  if (outcome !== 'set')
    throw new AppError('invalid_value', refusals[outcome], {
      param: outcome === 'no-endpoint' ? 'projectId' : 'endpoint',
    });
}
