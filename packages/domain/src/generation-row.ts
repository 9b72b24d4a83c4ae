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

/** Fields to read where the customer chose them; `prompt` null: the answer is text that stands alone. */
export interface GenerationFields {
  prompt: string | null;
  answer: string;
}
