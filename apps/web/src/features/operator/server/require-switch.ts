import { readSwitches } from '@modelmint/db/system/platform-switches';
import { AppError } from '@modelmint/domain/errors';
import type { PlatformSwitch } from '@modelmint/domain/platform-switch';
import type { Deps } from '../../../deps.ts';

const refusals: Record<PlatformSwitch, (reason: string) => string> = {
  signUp: (reason) => `No new accounts can be made at the moment: ${reason}`,
  jobs: (reason) => `No new jobs can be started at the moment: ${reason}`,
};

/** Throws `permission_denied` with the operator's reason while they have turned something off for everybody. */
export async function requireSwitch(deps: Pick<Deps, 'db'>, name: PlatformSwitch): Promise<void> {
  const reason = (await readSwitches(deps.db))[name];
  if (reason !== null) throw new AppError('permission_denied', refusals[name](reason));
}
