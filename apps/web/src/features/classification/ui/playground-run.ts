/** What the server answered to one text. */
export interface ClassifyAnswer {
  requestId: string;
  modelName: string;
  scores: { label: string; score: number }[];
  inputTokens: number;
  latencyMs: number;
  /** The model had to be loaded first. */
  wasCold: boolean;
  amountMicros: bigint;
}

/** One line of "This session". */
export interface PlaygroundRun extends ClassifyAnswer {
  text: string;
  target: string;
  at: Date;
}

/** `refund leads by 85.9 points` */
export function leadOf(scores: readonly { label: string; score: number }[]): string | null {
  const [first, second] = scores;
  if (first === undefined || second === undefined) return null;
  return `${first.label} leads by ${((first.score - second.score) * 100).toFixed(1)} points`;
}
