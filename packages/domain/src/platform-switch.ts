import { z } from 'zod';
import { OperatorReason } from './operator-reason.ts';

/** What the operator can turn off for everybody for a while: new accounts by the form, and new jobs of every kind. */
export const platformSwitches = ['signUp', 'jobs'] as const;
export type PlatformSwitch = (typeof platformSwitches)[number];

export const SetSwitch = z.strictObject({
  name: z.enum(platformSwitches, 'must be signUp or jobs'),
  /** Why it is off, for whoever is refused; null turns it on. */
  reason: OperatorReason.nullable(),
});
export type SetSwitch = z.output<typeof SetSwitch>;
