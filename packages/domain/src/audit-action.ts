/** What the audit log can say was done, as one reads it after a name: "Ann Example deleted a file". One line for each act. */
export const auditActions = {
  'file.upload': 'uploaded a file',
  'file.delete': 'deleted a file',
  'dataset.create': 'made a data set',
  'dataset.create_version': 'made a version of a data set',
  'dataset.delete': 'deleted a data set',
  'job.create': 'started a fine-tuning job',
  'job.cancel': 'cancelled a fine-tuning job',
  'inference.create': 'started an inference job',
  'inference.cancel': 'cancelled an inference job',
  'model.download': 'downloaded a model',
  'model.delete': 'deleted a model',
  'base_model.import': 'imported a base model',
  'base_model.delete': 'deleted a base model',
  'endpoint.create': 'made an endpoint',
  'endpoint.repoint': 'pointed an endpoint at another model',
  'endpoint.delete': 'deleted an endpoint',
  'api_key.create': 'made an API key',
  'api_key.rename': 'renamed an API key',
  'api_key.change_scope': 'changed what an API key may do',
  'api_key.rotate': 'rotated an API key',
  'api_key.revoke': 'revoked an API key',
  'billing.start_checkout': 'went to the payment page',
  'billing.change_plan': 'changed the plan',
  'billing.open_portal': 'opened the payment portal',
  'member.change_role': 'changed the role of a member',
  'member.limit': 'chose the projects of a member',
  'member.remove': 'removed a member',
  'member.leave': 'left the organization',
  'organization.transfer': 'handed the organization over',
  'organization.create': 'made the organization',
  'organization.rename': 'renamed the organization',
  'organization.export': 'exported the organization',
  'organization.delete': 'began to delete the organization',
  'organization.restore': 'restored the organization',
  'organization.erase': 'erased the organization',
  'organization.suspend': 'suspended the organization',
  'organization.resume': 'let the organization work again',
  'credit.grant': 'gave credit',
  'invitation.create': 'invited somebody',
  'invitation.resend': 'sent an invitation again',
  'invitation.revoke': 'withdrew an invitation',
  'invitation.accept': 'accepted an invitation',
  'project.create': 'made a project',
  'project.rename': 'renamed a project',
  'project.limit': 'changed the limits of a project',
  'project.archive': 'archived a project',
  'project.restore': 'restored a project',
  'usage.export': 'exported usage',
  'audit.export': 'exported the audit log',
  'account.change_password': 'changed their password',
  'account.change_email': 'changed their e-mail address',
  'account.turn_on_two_factor': 'turned on codes from an app',
  'account.turn_off_two_factor': 'turned off codes from an app',
  'account.replace_recovery_codes': 'made new recovery codes',
  'account.use_recovery_code': 'signed in with a recovery code',
  'account.add_passkey': 'added a passkey',
  'account.remove_passkey': 'removed a passkey',
  'account.link_identity': 'linked an account of another service',
  'account.delete': 'deleted their account',
  'sso.save': 'changed the settings of single sign-on',
  'sso.verify_domain': 'proved the domain of single sign-on',
  'sso.remove': 'removed single sign-on',
  'sso.join': 'joined by single sign-on',
  'site.demo': 'chose the demo of the landing page',
  'site.report_incident': 'reported an incident',
  'site.update_incident': 'told news of an incident',
  'ledger.check': 'ran the checks of the ledger',
} as const;

/** Dotted: the noun, then the verb. Filters, exports and links hold it, so that it never changes. */
export type AuditAction = keyof typeof auditActions;

export const auditActionNames = Object.keys(auditActions) as AuditAction[];

export function isAuditAction(text: string): text is AuditAction {
  return Object.hasOwn(auditActions, text);
}

/** Who can have done it. `system`: nobody, the software itself. */
export const auditActorKinds = ['user', 'api_key', 'operator', 'system'] as const;
export type AuditActorKind = (typeof auditActorKinds)[number];
