import { expect, test } from 'vitest';
import { percentSent, secondsLeft, type UploadProgress, UploadSpeed } from './upload-progress.ts';

const sending: UploadProgress = {
  phase: 'sending',
  fileName: 'tickets.csv',
  sentBytes: 0,
  totalBytes: 1000,
  bytesPerSecond: null,
  error: null,
  requestId: null,
};

test('speed is that of the last seconds', () => {
  const speed = new UploadSpeed(2_000);
  expect(speed.add(0, 0)).toBeNull();
  expect(speed.add(1_000, 100)).toBe(100);
  expect(speed.add(2_000, 1_100)).toBe(550);
  // The slow first second has left the window.
  expect(speed.add(3_500, 2_600)).toBe(1_000);
});

test('nothing is said before a quarter of a second, nor after the server had fewer bytes than thought', () => {
  const speed = new UploadSpeed();
  speed.add(0, 500);
  expect(speed.add(200, 600)).toBeNull();
  expect(speed.add(300, 400)).toBeNull();
});

test('a pause is forgotten', () => {
  const speed = new UploadSpeed();
  speed.add(0, 0);
  speed.reset();
  speed.add(60_000, 100);
  expect(speed.add(61_000, 1_100)).toBe(1_000);
});

test.each([
  [0, 0, 0],
  [999, 1000, 99],
  [1000, 1000, 100],
])('%i of %i bytes are %i %%', (sentBytes, totalBytes, percent) => {
  expect(percentSent({ sentBytes, totalBytes })).toBe(percent);
});

test('time left needs a speed and a running upload', () => {
  expect(secondsLeft(sending)).toBeNull();
  expect(secondsLeft({ ...sending, sentBytes: 500, bytesPerSecond: 100 })).toBe(5);
  expect(secondsLeft({ ...sending, sentBytes: 500, bytesPerSecond: 100, phase: 'paused' })).toBeNull();
  expect(secondsLeft({ ...sending, bytesPerSecond: 0.2 })).toBeNull();
});
