/** The page of a run, which is also the link that shares it. */
export const runPath = (projectId: string, runId: string): string => `/projects/${projectId}/playground/runs/${runId}`;
