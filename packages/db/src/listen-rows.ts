import { setTimeout as pause } from 'node:timers/promises';
import { RowEvent, rowChannel } from '@modelmint/domain/row-event';
import pg from 'pg';

export interface ListenOptions {
  /** Any login: a channel is no table. */
  url: string;
  onEvent(event: RowEvent): void;
  /** Events may have been missed: whoever listens should read its rows again. */
  onGap(): void;
  log: { warn(fields: object, message: string): void };
}

const retryMs = 500;
/** A connection whose peer is gone without a word is found out within two of these. */
const probeMs = 10_000;

/** Listens on one connection until closed, and connects again when it is lost. */
export function listenRows({ url, onEvent, onGap, log }: ListenOptions): { close(): Promise<void> } {
  let isClosed = false;
  let isFirst = true;
  let current: pg.Client | undefined;

  const listenOnce = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true });
    current = client;
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
    });
    await client.connect();
    client.on('notification', ({ payload }) => {
      const event = RowEvent.safeParse(parseJson(payload));
      if (event.success) onEvent(event.data);
    });
    await client.query(`LISTEN ${rowChannel}`);
    if (!isFirst) onGap();
    isFirst = false;
    const probe = setInterval(() => {
      const late = setTimeout(() => {
        client.end().catch(() => undefined);
      }, probeMs);
      client.query('SELECT 1').then(
        () => clearTimeout(late),
        () => clearTimeout(late),
      );
    }, probeMs);
    await lost;
    clearInterval(probe);
  };

  const loop = (async () => {
    while (!isClosed) {
      try {
        await listenOnce();
      } catch (error) {
        log.warn({ error: error instanceof Error ? error.message : String(error) }, 'rows: LISTEN failed');
      }
      if (!isClosed) await pause(retryMs);
    }
  })();

  return {
    close: async () => {
      isClosed = true;
      await current?.end().catch((error: Error) => log.warn({ error: error.message }, 'rows: close'));
      await loop;
    },
  };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
