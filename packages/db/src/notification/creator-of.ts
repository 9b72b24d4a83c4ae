import type { OrgTransaction } from '../with-org.ts';

/** Who is told of what becomes of it: whoever started it, or whose key did. */
export async function creatorOf(
  tx: OrgTransaction,
  { createdByUserId, apiKeyId }: { createdByUserId: string | null; apiKeyId: string | null },
): Promise<string[]> {
  if (createdByUserId !== null) return [createdByUserId];
  if (apiKeyId === null) return [];
  const key = await tx.apiKey.findUnique({ where: { id: apiKeyId }, select: { createdByUserId: true } });
  return key?.createdByUserId ? [key.createdByUserId] : [];
}
