import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program that measures when it is told to; see `serveRounds` for what it says and hears. */
export interface ChildProgram {
  command: string;
  args: readonly string[];
  /** Added to what the benchmark itself was started with. */
  env: Readonly<Record<string, string>>;
}

/** What an arm tells of itself when it is warm. */
export interface ArmFacts {
  /** What computes: `TensorFlow 2.21.0`. */
  version: string;
  /** Trained values, to see that both sides have the same work. */
  parameters?: number;
  /** Of the first steps, from the same weights on the same data. */
  losses?: readonly number[];
  /** Hash of what was computed, where both sides must compute the same. */
  result?: string;
}

export interface Arm {
  facts: ArmFacts;
  /** Measures one round. Returns its rate in the row's unit. */
  round(): Promise<number>;
  close(): Promise<void>;
}

const stderrKept = 4_000;

/**
 * Starts a program and waits until it is warm.
 *
 * @throws Error with the end of its stderr when it ends before it should, or says what nobody understands.
 */
export async function openArm(program: ChildProgram, environment: NodeJS.ProcessEnv): Promise<Arm> {
  const child = spawn(program.command, program.args, { env: { ...environment, ...program.env } });
  const answers = readAnswers(child, program);
  try {
    const facts = (await answers.next()) as unknown as ArmFacts;
    return {
      facts,
      round: async () => {
        child.stdin.write('round\n');
        const { rate } = await answers.next();
        if (typeof rate !== 'number' || !(rate > 0)) throw new Error(`an arm measured ${JSON.stringify(rate)}`);
        return rate;
      },
      close: async () => {
        child.stdin.end();
        await answers.ended;
      },
    };
  } catch (error) {
    child.kill();
    await answers.ended;
    throw error;
  }
}

interface Answers {
  next(): Promise<Record<string, unknown>>;
  ended: Promise<void>;
}

function readAnswers(child: ChildProcessWithoutNullStreams, { command, args }: ChildProgram): Answers {
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-stderrKept);
  });
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      stderr += error.message;
      resolve();
    });
    child.on('close', () => resolve());
  });
  // A child that ended reads nothing any more; that it ended is told by `next`.
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ended,
    next: async () => {
      for (;;) {
        const line = await lines.next();
        if (line.done === true) {
          await ended;
          throw new Error(`${command} ${args[0] ?? ''} ended early: ${stderr.trim()}`);
        }
        // Libraries print to stdout what they like; an answer is an object.
        if (line.value.startsWith('{')) return JSON.parse(line.value) as Record<string, unknown>;
      }
    },
  };
}
