/** A call in one language. */
export interface CallSnippet {
  id: 'curl' | 'typescript' | 'python';
  label: string;
  code: string;
}
