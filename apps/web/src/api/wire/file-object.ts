import { unixSeconds } from '@modelmint/domain/wire/unix-seconds';
import type { FileView } from '../../features/file/server/file-view.ts';

export interface FileObject {
  id: string;
  object: 'file';
  bytes: number;
  created_at: number;
  expires_at: null;
  filename: string;
  purpose: string;
  status: 'uploaded' | 'processed' | 'error';
  status_details: string | null;
}

const statuses = { UPLOADED: 'uploaded', PROCESSED: 'processed', ERROR: 'error' } as const;

export function toFileObject(file: FileView): FileObject {
  return {
    id: file.id,
    object: 'file',
    bytes: file.sizeBytes,
    created_at: unixSeconds(file.createdAt),
    expires_at: null,
    filename: file.name,
    purpose: file.purpose,
    status: statuses[file.status],
    status_details: file.statusDetails,
  };
}
