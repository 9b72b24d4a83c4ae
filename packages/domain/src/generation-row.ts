export type GenerationKind = 'messages' | 'completion' | 'text';

/** One example for text generation. */
export interface GenerationRow {
  kind: GenerationKind;
  /** The line of train.jsonl: what training reads and nothing else. */
  json: string;
  /** To be shown: what the answer follows, and the answer. */
  prompt: string;
  answer: string;
  /** All that becomes tokens. */
  texts: string[];
  /** 0 where the row is no chat. */
  messages: number;
  /** Messages of user and assistant. */
  turns: number;
  hasSystem: boolean;
}
