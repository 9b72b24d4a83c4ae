import { Readable } from 'node:stream';
import { listMembers } from '@modelmint/db/system/list-members';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission, requireRecentSignIn } from './principal.ts';

const rowsAtOnce = 500;

interface Page {
  take: number;
  orderBy: { id: 'asc' };
  where?: { id: { gt: string } };
}

/** Reads one page of a kind of rows, without secrets. */
type ReadPage = (tx: OrgTransaction, page: Page) => Promise<{ id: string }[]>;

const kinds: Record<string, ReadPage> = {
  project: (tx, page) => tx.project.findMany(page),
  invitation: (tx, page) => tx.invitation.findMany({ ...page, omit: { tokenHash: true } }),
  api_key: (tx, page) => tx.apiKey.findMany({ ...page, omit: { keyHash: true, previousHash: true } }),
  file: (tx, page) => tx.file.findMany({ ...page, omit: { storageKey: true } }),
  dataset: (tx, page) => tx.dataset.findMany(page),
  dataset_version: (tx, page) => tx.datasetVersion.findMany(page),
  fine_tuning_job: (tx, page) => tx.fineTuningJob.findMany(page),
  inference_job: (tx, page) => tx.inferenceJob.findMany({ ...page, omit: { target: true, rowsPrefix: true } }),
  evaluation: (tx, page) => tx.evaluation.findMany({ ...page, omit: { rowsKey: true } }),
  model: (tx, page) => tx.model.findMany({ ...page, omit: { storagePrefix: true } }),
  endpoint: (tx, page) => tx.endpoint.findMany(page),
  // What nobody shares is theirs alone.
  playground_run: (tx, page) =>
    tx.playgroundRun.findMany({ ...page, where: { ...page.where, sharedAt: { not: null } } }),
  webhook: (tx, page) =>
    tx.webhookEndpoint.findMany({ ...page, omit: { sealedSecret: true, previousSealedSecret: true } }),
  usage: (tx, page) => tx.usage.findMany(page),
  budget: (tx, page) => tx.budget.findMany(page),
  top_up: (tx, page) => tx.topUp.findMany(page),
  invoice: (tx, page) => tx.stripeInvoice.findMany(page),
};

/**
 * Everything that is known of the organization, a JSON object on each line, read in pages. Bytes are fetched by the
 * addresses in it: `content` of a file and `download` of a model.
 */
export async function exportOrganization(
  deps: Deps,
  principal: OrganizationPrincipal,
): Promise<{ fileName: string; body: Readable }> {
  requirePermission(principal, 'organization.delete');
  requireRecentSignIn(principal);
  const { organizationId } = principal;
  const { slug } = await withOrg(deps.db, organizationId, async (tx) => {
    const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
    const target = { kind: 'organization', id: organizationId, name: organization.name };
    await recordAct(tx, principal, { action: 'organization.export', target });
    return organization;
  });
  return {
    fileName: `modelmint-${slug}.jsonl`,
    body: Readable.from(writeLines(deps, organizationId), { objectMode: false }),
  };
}

async function* writeLines(deps: Deps, organizationId: string): AsyncGenerator<string> {
  const organization = await withOrg(deps.db, organizationId, (tx) =>
    tx.organization.findUniqueOrThrow({ where: { id: organizationId } }),
  );
  yield toLine('organization', organization);
  yield* memberLines(deps, organizationId);
  for (const [kind, read] of Object.entries(kinds)) {
    let last: string | null = null;
    do {
      const where = last === null ? {} : { where: { id: { gt: last } } };
      const rows: { id: string }[] = await withOrg(deps.db, organizationId, (tx) =>
        read(tx, { take: rowsAtOnce, orderBy: { id: 'asc' }, ...where }),
      );
      if (rows.length > 0) yield rows.map((row) => toLine(kind, withAddress(kind, row))).join('');
      last = rows.length < rowsAtOnce ? null : (rows.at(-1)?.id ?? null);
    } while (last !== null);
  }
}

async function* memberLines({ db }: Deps, organizationId: string): AsyncGenerator<string> {
  let after: string | undefined;
  do {
    const { members, hasMore } = await listMembers(db, { organizationId, after, limit: rowsAtOnce });
    yield members.map((member) => toLine('member', member)).join('');
    after = hasMore ? members.at(-1)?.userId : undefined;
  } while (after !== undefined);
}

function withAddress(kind: string, row: { id: string; projectId?: string }): object {
  const at = `/api/projects/${row.projectId}`;
  if (kind === 'file') return { ...row, content: `${at}/files/${row.id}/content` };
  return kind === 'model' ? { ...row, download: `${at}/models/${row.id}/download` } : row;
}

/** Money and sizes are exact: as text, since JSON has no such numbers. */
const toLine = (kind: string, row: object): string =>
  `${JSON.stringify({ kind, ...row }, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}\n`;
