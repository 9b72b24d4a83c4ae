import type { RowEvent } from '@modelmint/domain/row-event';

/** Hears what has changed; null: changes may have been missed. */
type Listener = (event: RowEvent | null) => void;
type StateListener = (isLive: boolean) => void;

interface Stream {
  /** Null while none stands: between two tries, and while nobody sees the tab. */
  source: EventSource | null;
  listeners: Set<Listener>;
  states: Set<StateListener>;
  isLive: boolean;
  /** It was cut before it said where it is, so that nothing can be asked for. */
  isBlind: boolean;
  retryMs: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** One for each place; a page has one place, so that a tab holds one connection, of which a browser has six. */
const streams = new Map<string, Stream>();
/** How far this tab has heard: what came after it is asked for, also where the next page listens to another place. */
let lastId = '';
const retryMsMax = 15_000;
/** A tab that nobody has seen for so long gives its connection to the others. */
const hiddenMs = 20_000;

function connect(placeId: string, stream: Stream): void {
  const place = placeId.startsWith('proj_') ? { project: placeId } : { organization: placeId };
  const query = new URLSearchParams({ ...place, ...(lastId === '' ? {} : { after: lastId }) });
  const source = new EventSource(`/events?${query}`);
  stream.source = source;
  source.onopen = () => {
    stream.retryMs = 1_000;
    setLive(stream, true);
  };
  source.onmessage = (message: MessageEvent<string>) => {
    lastId = message.lastEventId;
    const event: unknown = JSON.parse(message.data);
    if (isRowEvent(event)) tell(stream, event);
  };
  source.addEventListener('at', ({ lastEventId }) => {
    lastId = lastEventId;
    if (stream.isBlind) tell(stream, null);
    stream.isBlind = false;
  });
  source.addEventListener('resync', ({ lastEventId }) => {
    lastId = lastEventId;
    tell(stream, null);
  });
  source.onerror = () => {
    setLive(stream, false);
    stream.isBlind ||= lastId === '';
    // The browser reconnects by itself, with the last id, unless the server refused for good.
    if (source.readyState !== EventSource.CLOSED) return;
    stream.source = null;
    retryLater(placeId, stream);
  };
}

/** Our own server writes them; looked at by hand, since a schema would bring its library to every page. */
function isRowEvent(value: unknown): value is RowEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, id } = value as Record<keyof RowEvent, unknown>;
  return typeof kind === 'string' && typeof id === 'string';
}

function retryLater(placeId: string, stream: Stream): void {
  clearTimeout(stream.timer);
  // Whoever comes back to the tab connects it.
  if (document.hidden) return;
  stream.timer = setTimeout(() => connect(placeId, stream), stream.retryMs);
  stream.retryMs = Math.min(stream.retryMs * 2, retryMsMax);
}

function disconnect(stream: Stream): void {
  clearTimeout(stream.timer);
  stream.source?.close();
  stream.source = null;
  setLive(stream, false);
}

function tell(stream: Stream, event: RowEvent | null): void {
  for (const listener of stream.listeners) listener(event);
}

function setLive(stream: Stream, isLive: boolean): void {
  if (stream.isLive === isLive) return;
  stream.isLive = isLive;
  for (const state of stream.states) state(isLive);
}

function watchSight(): void {
  for (const [placeId, stream] of streams) {
    clearTimeout(stream.timer);
    if (document.hidden) disconnectLater(stream);
    else if (stream.source === null) connect(placeId, stream);
  }
}

function disconnectLater(stream: Stream): void {
  stream.timer = setTimeout(() => disconnect(stream), hiddenMs);
}

/**
 * Listens to what changes in a project or an organization, told by its id. `onState` hears whether the stream stands; the
 * answer ends the listening.
 */
export function listenToRows(placeId: string, onEvent: Listener, onState: StateListener): () => void {
  let stream = streams.get(placeId);
  if (stream === undefined) {
    stream = {
      ...{ source: null, listeners: new Set(), states: new Set(), isLive: false },
      ...{ isBlind: false, retryMs: 1_000, timer: undefined },
    };
    if (streams.size === 0) document.addEventListener('visibilitychange', watchSight);
    streams.set(placeId, stream);
    connect(placeId, stream);
    if (document.hidden) disconnectLater(stream);
  }
  const opened = stream;
  opened.listeners.add(onEvent);
  opened.states.add(onState);
  onState(opened.isLive);
  return () => {
    opened.listeners.delete(onEvent);
    opened.states.delete(onState);
    if (opened.listeners.size > 0 || streams.get(placeId) !== opened) return;
    disconnect(opened);
    streams.delete(placeId);
    if (streams.size === 0) document.removeEventListener('visibilitychange', watchSight);
  };
}
