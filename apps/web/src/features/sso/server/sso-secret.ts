import type { Deps } from '../../../deps.ts';
import { openSealed } from '../../account/server/seal-secret.ts';

export const ssoPlace = (connectionId: string): string => `sso:${connectionId}`;

export function openSsoSecret({ env }: Pick<Deps, 'env'>, kept: { id: string; sealedSecret: string }): string {
  return openSealed(env.secrets.authSecret, ssoPlace(kept.id), kept.sealedSecret);
}
