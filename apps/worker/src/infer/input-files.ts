/** Below the prefix of the checked rows. */
export const rowsFileName = 'rows.jsonl';
export const indexFileName = 'index.json';
