/**
 * The same file of the same project, also after a reload: it is looked up in the browser's storage. For another purpose
 * it is another upload, since the server keeps what it was begun for.
 */
export function uploadFingerprint(
  projectId: string,
  file: Pick<File, 'name' | 'size' | 'lastModified'>,
  purpose = 'fine-tune',
): string {
  const begin = purpose === 'fine-tune' ? 'modelmint' : `modelmint-${purpose}`;
  return `${begin}:${projectId}:${file.name}:${file.size}:${file.lastModified}`;
}
