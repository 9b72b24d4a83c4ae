/** The project that a webhook hears of; undefined: of every one, or it is not among them. */
export const scopeName = (
  projects: readonly { id: string; name: string }[],
  projectId: string | null,
): string | undefined => projects.find(({ id }) => id === projectId)?.name;
