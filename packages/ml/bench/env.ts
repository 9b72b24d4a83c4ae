/** What the processes of a benchmark inherit. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;
