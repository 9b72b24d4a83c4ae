import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp } from '../demo/sign-up.mjs';
import { ownSettings } from '../platform/own-settings.mjs';
import { startPlatform } from '../platform/start-platform.mjs';
import { runAcceptanceScript } from './run-acceptance-script.mjs';

const stateFolder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-acceptance-'));
let platform;
let apiKey;

beforeAll(async () => {
  platform = await startPlatform({ stateFolder, log: () => {}, env: ownSettings() });
  const { browser, projectId } = await signUp(platform);
  const body = { name: 'acceptance' };
  apiKey = (await browser.call(`/api/projects/${projectId}/api-keys`, { method: 'POST', body })).key;
});
afterAll(async () => {
  await platform?.stop();
  rmSync(stateFolder, { recursive: true, force: true });
});

test('the real openai client gets through the main job', async () => {
  const { status, output } = await runAcceptanceScript('openai-client', ['--url', platform.local, '--key', apiKey]);
  expect(output).not.toContain('MISS');
  expect(status, output).toBe(0);
});

test('usage that is off by one is seen', async () => {
  const proxy = await startLyingProxy(platform.local);
  try {
    const { status, output } = await runAcceptanceScript('openai-client', ['--url', proxy.url, '--key', apiKey]);
    expect(output).toMatch(/MISS {2}usage of one call = usage of its parts/);
    expect(status).toBe(1);
  } finally {
    proxy.close();
  }
});

/** Passes everything on, and adds one token to the usage of an answer to several inputs. */
async function startLyingProxy(target) {
  const server = http.createServer((request, answer) => {
    const { host, ...headers } = request.headers;
    const onward = http.request(new URL(request.url, target), { method: request.method, headers }, (from) => {
      if (!request.url.endsWith('/classifications')) {
        answer.writeHead(from.statusCode, from.headers);
        from.pipe(answer);
        return;
      }
      const chunks = [];
      from.on('data', (chunk) => chunks.push(chunk));
      from.on('end', () => {
        const value = JSON.parse(Buffer.concat(chunks).toString('utf8'));
        if (value.data?.length > 1) value.usage.total_tokens += 1;
        const { 'content-length': _length, ...kept } = from.headers;
        answer.writeHead(from.statusCode, kept);
        answer.end(JSON.stringify(value));
      });
    });
    onward.on('error', () => answer.destroy());
    request.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
