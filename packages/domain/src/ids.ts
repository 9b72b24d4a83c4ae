import { createHash, randomBytes } from 'node:crypto';

/** What an id begins with; the wire names are OpenAI's where OpenAI has the noun. */
export const idPrefixes = {
  organization: 'org-',
  project: 'proj_',
  user: 'user_',
  invitation: 'inv_',
  apiKey: 'key_',
  file: 'file-',
  dataset: 'ds_',
  datasetVersion: 'dsv_',
  fineTuningJob: 'ftjob-',
  jobEvent: 'ftevent-',
  checkpoint: 'ftckpt_',
  inferenceJob: 'batch_',
  batchRequest: 'batch_req_',
  evaluation: 'eval_',
  evaluationComparison: 'evalcmp_',
  model: 'mdl_',
  baseModel: 'base_',
  chatCompletion: 'chatcmpl-',
  completion: 'cmpl-',
  endpoint: 'ep_',
  request: 'req_',
  playgroundRun: 'run_',
  classification: 'clsf-',
  prediction: 'pred-',
  recommendation: 'rec-',
  usage: 'use_',
  hold: 'hold_',
  ledgerTransaction: 'ltx_',
  creditGrant: 'grant_',
  checkoutAttempt: 'co_',
  budget: 'bud_',
  topUp: 'topup_',
  worker: 'wrk_',
  mail: 'mail_',
  incident: 'inc_',
  incidentUpdate: 'incu_',
  announcement: 'ann_',
  session: 'sess_',
  supportSession: 'sup_',
  passkey: 'pk_',
  ssoConnection: 'sso_',
  auditEntry: 'audit_',
  notification: 'ntf_',
  webhookEndpoint: 'whe_',
  webhookDelivery: 'whd_',
  event: 'evt_',
} as const;

export type IdKind = keyof typeof idPrefixes;

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const idCharacters = 24;

/** `length` characters of 0-9 A-Z a-z, each equally likely, from the system's random source. */
export function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length * 2)) {
      // 248 = 4 × 62: bytes above it would make the first letters more likely.
      if (byte < 248 && text.length < length) text += alphabet[byte % 62];
    }
  }
  return text;
}

export function newId(kind: IdKind): string {
  return `${idPrefixes[kind]}${randomBase62(idCharacters)}`;
}

/** The same id for the same fact, for what may be made twice. */
export function deriveId(kind: IdKind, fact: string): string {
  let rest = BigInt(`0x${createHash('sha256').update(`${kind}:${fact}`).digest('hex')}`);
  let text = '';
  for (; text.length < idCharacters; rest /= 62n) text += alphabet[Number(rest % 62n)];
  return `${idPrefixes[kind]}${text}`;
}

/** The id when it could be one of that kind, else null: asks no database for what cannot be there. */
export function parseId(kind: IdKind, text: string): string | null {
  const prefix = idPrefixes[kind];
  return text.startsWith(prefix) && /^[0-9A-Za-z]{24}$/.test(text.slice(prefix.length)) ? text : null;
}
