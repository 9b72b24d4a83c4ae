import { readEnv } from './env.ts';
import type { Log } from './fake.ts';
import { startStripeFake } from './start-stripe-fake.ts';

const log: Log = (line) => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), service: 'stripe-fake', ...line })}\n`);
};

const fake = await startStripeFake({ ...readEnv(), log });

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    fake.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log({ event: 'failed', error: String(error) });
        process.exit(1);
      },
    );
  });
}
