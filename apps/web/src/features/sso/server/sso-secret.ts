import { openSealed } from '@modelmint/domain/seal-secret';
import type { Deps } from '../../../deps.ts';

export const ssoPlace = (connectionId: string): string => `sso:${connectionId}`;

export function openSsoSecret({ env }: Pick<Deps, 'env'>, kept: { id: string; sealedSecret: string }): string {
  return openSealed(env.secrets.authSecret, ssoPlace(kept.id), kept.sealedSecret);
}
