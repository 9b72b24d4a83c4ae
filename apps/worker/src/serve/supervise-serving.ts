import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { WorkerState } from '@modelmint/db/system/register-worker';
import { childEntry } from '../child-entry.ts';
import type { WorkerDeps } from '../deps.ts';
import { ServeAnswer, type ServeRequest } from './serve-message.ts';

const stderrCharactersKept = 4_000;
const restartMs = { first: 500, last: 30_000 };
/** A process that lived so long starts again at once when it dies. */
const healthyMs = 60_000;
const closeMs = 4_000;
/**
 * One process serves all kinds of models with one setting. On two cores oneDNN writes 1.6 times as many tokens in a batch of
 * 8 (movie-llama-4m: 736 to 463 a second) and reads prompts 1.75 times as fast; the LSTM classifies 9 % fewer texts.
 */
const oneDnn = { TF_ENABLE_ONEDNN_OPTS: '1' };
/** Far longer than a batch or the loading of an engine takes. */
const silentMsMax = 60_000;

export interface Serving {
  state(): WorkerState;
  /** Of the serving process, null while it is down. */
  pid(): number | null;
  close(): Promise<void>;
}

/** Keeps one serving process running; `onChange` tells that `state` is another. */
export function superviseServing(
  deps: WorkerDeps,
  onChange: () => void,
  { silentMs = silentMsMax }: { silentMs?: number } = {},
): Serving {
  let state: WorkerState = { engine: 'starting', servingUrl: null, warmModels: [] };
  let child: ChildProcess | undefined;
  const closing = new AbortController();
  const set = (next: Partial<WorkerState>) => {
    const before = JSON.stringify(state);
    state = { ...state, ...next };
    if (JSON.stringify(state) !== before) onChange();
  };

  const runOnce = async (): Promise<void> => {
    child = start(deps);
    const stderr = keepStderr(child);
    const ended = new Promise((resolve) => child?.once('close', (code, signal) => resolve({ code, signal })));
    listen(child, { deps, silentMs, set });
    const end = await ended;
    child = undefined;
    set({ servingUrl: null, warmModels: [] });
    if (!closing.signal.aborted) deps.log.error({ end, stderr: stderr() }, 'serve: the process ended');
  };

  const loop = (async () => {
    let waitMs = restartMs.first;
    while (!closing.signal.aborted) {
      const startedAt = performance.now();
      await runOnce();
      if (performance.now() - startedAt > healthyMs) waitMs = restartMs.first;
      await pause(waitMs, undefined, { signal: closing.signal }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, restartMs.last);
    }
  })();

  return {
    state: () => state,
    pid: () => child?.pid ?? null,
    close: async () => {
      closing.abort();
      child?.kill('SIGTERM');
      const late = setTimeout(() => child?.kill('SIGKILL'), closeMs);
      await loop;
      clearTimeout(late);
    },
  };
}

interface ListenOptions {
  deps: WorkerDeps;
  silentMs: number;
  set(next: Partial<WorkerState>): void;
}

/** Takes in what the process says, and kills it when it says nothing for long. */
function listen(child: ChildProcess, { deps: { env, log }, silentMs, set }: ListenOptions): void {
  const watch = setTimeout(() => {
    log.error({ silentMs }, 'serve: the process hangs');
    child.kill('SIGKILL');
  }, silentMs);
  child.once('close', () => clearTimeout(watch));
  child.on('error', (error) => log.error({ err: error }, 'serve: the process failed'));
  child.on('message', (message) => {
    watch.refresh();
    const answer = ServeAnswer.safeParse(message);
    if (!answer.success) return log.error({ err: answer.error }, 'serve: a strange answer');
    if (answer.data.kind === 'status') set({ warmModels: answer.data.warmModels });
    else if (answer.data.kind === 'failure') log.error({ reason: answer.data.message }, 'serve: cannot serve');
    else {
      const { port, engine, device } = answer.data;
      log.info({ port, engine, device, childPid: child.pid }, 'serve: ready');
      set({ engine, servingUrl: `http://${env.serving.address}:${port}` });
    }
  });
}

function start({ env, workFolder }: WorkerDeps): ChildProcess {
  const { path: program, execArgv } = childEntry('serve/serve-child');
  const child = fork(program, [], {
    execArgv,
    env: { ...env.engineVariables, ...oneDnn },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const request: ServeRequest = {
    storage: env.storage,
    token: env.secrets.internalToken,
    host: env.serving.host,
    port: env.serving.port,
    engine: env.engine ?? null,
    cacheFolder: env.cacheFolder,
    modelFolder: path.join(workFolder, 'models'),
    memoryBytesMax: env.serving.memoryBytesMax,
  };
  child.send(request, () => undefined);
  return child;
}

function keepStderr(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-stderrCharactersKept);
  });
  return () => text;
}
