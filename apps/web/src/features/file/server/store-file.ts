import type { Readable } from 'node:stream';
import { storageUsed } from '@modelmint/db/organization/storage-left';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { limitsOf } from '@modelmint/domain/organization-limits';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

/** Bytes that are stored whole, but that no row names yet. */
export interface StoredFile {
  fileId: string;
  storageKey: string;
  sizeBytes: number;
  sha256: string;
}

export interface FileAllowance {
  /** The largest file that may be stored now. */
  sizeBytesMax: number;
  /** What says so. */
  reason: 'file_size' | 'storage';
  /** Of the organization's storage. */
  storageBytesLeft: number;
}

/** The smaller of the plan's limit for a file and what is left of the organization's storage. */
export async function readFileAllowance(deps: Deps, principal: Principal): Promise<FileAllowance> {
  requirePermission(principal, 'data.write');
  return withOrg(deps.db, principal.organizationId, (tx) => allowanceIn(tx, principal.organizationId));
}

async function allowanceIn(tx: OrgTransaction, organizationId: string): Promise<FileAllowance> {
  const organization = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { plan: true, limits: true },
  });
  const { fileSizeBytesMax, storageBytesMax } = limitsOf(organization.plan, organization.limits);
  const left = storageBytesMax - BigInt(await storageUsed(tx, organizationId));
  const isStorage = left < fileSizeBytesMax;
  const storageBytesLeft = Number(left > 0n ? left : 0n);
  const sizeBytesMax = isStorage ? storageBytesLeft : Number(fileSizeBytesMax);
  return { sizeBytesMax, reason: isStorage ? 'storage' : 'file_size', storageBytesLeft };
}

export function tooLargeFile({ sizeBytesMax, reason }: FileAllowance): AppError {
  const size = sizeBytesMax.toLocaleString('en-US');
  return new AppError(
    'request_too_large',
    reason === 'storage'
      ? `The file does not fit: ${size} bytes of the organization's storage are left. Delete data that is not needed, or choose a larger plan.`
      : `The file is larger than the ${size} bytes that the plan allows. Send it compressed (.gz), split it, or choose a larger plan.`,
    { param: 'file' },
  );
}

/** Streams into storage while hashing. Whole or not at all; a failure of `body` comes back unchanged. */
export async function storeFile(
  deps: Deps,
  principal: Principal,
  { body, allowance, fileId = newId('file') }: { body: Readable; allowance: FileAllowance; fileId?: string },
): Promise<StoredFile> {
  const storageKey = `files/${principal.organizationId}/${fileId}`;
  const { sizeBytesMax } = allowance;
  try {
    const stored = await deps.storage.put(storageKey, body, { sizeBytesMax });
    return { fileId, storageKey, sizeBytes: stored.sizeBytes, sha256: stored.sha256 };
  } catch (error) {
    throw (error as { code?: unknown }).code === 'request_too_large' ? tooLargeFile(allowance) : error;
  }
}
