/** A file as the API and the pages show it. */
export interface FileView {
  id: string;
  name: string;
  purpose: string;
  sizeBytes: number;
  /** Hex. */
  sha256: string;
  status: 'UPLOADED' | 'PROCESSED' | 'ERROR';
  /** Why it is in ERROR. */
  statusDetails: string | null;
  createdAt: Date;
}

export function toFileView(row: Omit<FileView, 'sizeBytes'> & { sizeBytes: bigint }): FileView {
  const { id, name, purpose, sha256, status, statusDetails, createdAt } = row;
  return { id, name, purpose, sizeBytes: Number(row.sizeBytes), sha256, status, statusDetails, createdAt };
}
