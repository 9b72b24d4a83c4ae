/** The same file of the same project, also after a reload: it is looked up in the browser's storage. */
export function uploadFingerprint(projectId: string, file: Pick<File, 'name' | 'size' | 'lastModified'>): string {
  return `modelmint:${projectId}:${file.name}:${file.size}:${file.lastModified}`;
}
