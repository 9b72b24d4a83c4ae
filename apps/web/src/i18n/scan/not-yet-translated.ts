/** Folders (below src) whose screens still hold English text of their own. Becomes empty; nothing is ever added. */
export const notYetTranslated: readonly string[] = [];
