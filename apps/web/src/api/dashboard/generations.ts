import type { Generate } from '@modelmint/domain/wire/generate-call';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { readCallLimits } from '../../features/call/server/read-call-limits.ts';
import { generate } from '../../features/generation/server/generate.ts';
import { keepRun } from '../../features/playground/server/keep-run.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { setRateHeaders } from '../http/limit-rate.ts';
import { projectPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

const text = z.string().max(200_000, 'at most 200000 characters');
const Message = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: text });

/** A chat or the beginning of a text, and how its one answer is drawn. */
const Try = z
  .strictObject({
    model: z.string().min(1).max(300),
    messages: z.array(Message).min(1).max(200).optional(),
    prompt: text.min(1).optional(),
    temperature: z.number().min(0).max(2).default(1),
    top_p: z.number().min(0).max(1).default(1),
    max_tokens: z.number().int().min(1).optional(),
    stop: z.array(z.string().min(1).max(200)).max(4).default([]),
    seed: z.number().int().min(0).max(2_147_483_647).optional(),
    /** A run of the history: the conversation that this goes on with. */
    continues: z.string().max(40).optional(),
  })
  .refine(({ messages, prompt }) => (messages === undefined) !== (prompt === undefined), {
    path: ['messages'],
    message: 'send either messages or a prompt',
  });
type Try = z.output<typeof Try>;

/** `POST /api/projects/:projectId/generations`: the playground. Metered like every other call. */
export function generationRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const input = await readJson(c, Try);
    const requestId = c.get('requestId');
    const { model, answer, promptTokens, completionTokens, latencyMs, amountMicros } = await generate(
      deps,
      principal,
      toGenerate(input),
      {
        requestId,
        route: 'playground',
        signal: c.req.raw.signal,
        limits: await readCallLimits(deps, principal),
        onRate: (state) => setRateHeaders(c, state),
      },
    );
    const [choice] = answer.choices;
    const told = {
      ...{ requestId, modelName: model, latencyMs, amountMicros, promptTokens, completionTokens },
      text: choice?.text ?? '',
      finishReason: choice?.finishReason ?? 'stop',
    };
    const { model: name, continues, ...sent } = input;
    const runId = await keepRun(deps, principal, {
      ...{ mode: sent.messages === undefined ? 'completion' : 'chat', model: name, continues },
      ...{ text: firstWords(sent), input: sent, answer: told, amountMicros },
    });
    return answerJson(c, { ...told, runId });
  });
  return app;
}

/** The first question, or the beginning of the text. */
const firstWords = ({ messages, prompt }: Pick<Try, 'messages' | 'prompt'>): string =>
  messages?.find(({ role }) => role === 'user')?.content ?? prompt ?? '';

function toGenerate({ model, messages, prompt, ...drawn }: Try): Generate {
  return {
    model,
    prompt: messages === undefined ? { texts: [prompt ?? ''] } : { messages },
    maxTokens: drawn.max_tokens ?? null,
    temperature: drawn.temperature,
    topP: drawn.top_p,
    seed: drawn.seed ?? null,
    stop: drawn.stop,
    ...{ n: 1, topK: null, minP: null, presencePenalty: 0, frequencyPenalty: 0, repetitionPenalty: null },
    ...{ logitBias: {}, logprobs: null, echo: false },
  };
}
