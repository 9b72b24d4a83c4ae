import type { SsoConnection } from '@modelmint/db/sso/sso-connection';
import type { Role } from '@modelmint/domain/roles';

export interface SsoView {
  id: string;
  issuer: string;
  clientId: string;
  domain: string;
  /** The DNS record that proves the domain. */
  record: { name: string; value: string };
  isVerified: boolean;
  isEnforced: boolean;
  defaultRole: Role;
}

export const recordName = (domain: string): string => `_modelmint.${domain}`;
export const recordValue = (token: string): string => `modelmint-domain=${token}`;

/** Without the secret, which never leaves the server again. */
export function ssoView({ id, issuer, clientId, domain, domainToken, ...row }: SsoConnection): SsoView {
  return {
    id,
    issuer,
    clientId,
    domain,
    record: { name: recordName(domain), value: recordValue(domainToken) },
    isVerified: row.domainVerifiedAt !== null,
    isEnforced: row.isEnforced,
    defaultRole: row.defaultRole,
  };
}
