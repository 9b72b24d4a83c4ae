/** A message as OpenAI's chat and fine-tuning formats have it. */
export interface ChatMessage {
  role: string;
  content?: unknown;
  /** 0 keeps an assistant's message out of what is trained. Default: 1. Templates do not see it. */
  weight?: number;
  [key: string]: unknown;
}
