import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Billing, openBilling } from '@modelmint/billing/open-billing';
import type { Database } from '@modelmint/db/open-database';
import { isAppError } from '@modelmint/domain/errors';
import type { StripeFake } from '@modelmint/stripe-fake/start-stripe-fake';
import { startPayments } from './start-payments.ts';

export interface TestBilling {
  fake: StripeFake;
  billing: Billing;
  /** Types of the webhooks that were stored for the first time, in the order of their arrival. */
  received: string[];
  /** Waits until Stripe has delivered everything and all of it is applied. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Real billing against the simulated Stripe over HTTP, with a webhook address that stores first and applies then. */
export async function openTestBilling(db: Database): Promise<TestBilling> {
  const { fake, stripe } = await startPayments();
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const billing = openBilling({
    db,
    stripeSecretKey: stripe.secretKey,
    webhookSecret: stripe.webhookSecret,
    apiBase: stripe.apiBase,
    publicUrl: 'http://localhost:3000',
    log,
  });
  const received: string[] = [];
  const applying = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    void receive(request).then((status) => response.writeHead(status).end());
  });
  async function receive(request: IncomingMessage): Promise<number> {
    try {
      const signature = request.headers['stripe-signature'];
      const webhook = await billing.receiveWebhook({ raw: await readAll(request), signature: String(signature) });
      if (webhook.isNew) received.push(webhook.type);
      const run = billing.applyWebhook(webhook).catch(() => undefined);
      applying.add(run);
      void run.then(() => applying.delete(run));
      return 200;
    } catch (error) {
      return isAppError(error) ? 400 : 500;
    }
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  fake.setWebhooks({ url: `http://127.0.0.1:${port}/webhooks/stripe` });
  return {
    fake,
    billing,
    received,
    settle: async () => {
      if (!(await fake.settle(20_000))) throw new Error('webhooks were not acknowledged within 20 s');
      while (applying.size > 0) await Promise.all(applying);
    },
    close: async () => {
      await fake.close();
      server.closeAllConnections();
      server.close();
      await Promise.all(applying);
    },
  };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
