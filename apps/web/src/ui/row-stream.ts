import { RowEvent } from '@modelmint/domain/row-event';

type Listener = (event: RowEvent) => void;
type StateListener = (isLive: boolean) => void;

interface Stream {
  source: EventSource | null;
  listeners: Set<Listener>;
  states: Set<StateListener>;
  isLive: boolean;
  retryMs: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** One stream for each project in this tab, however many components listen. */
const streams = new Map<string, Stream>();
const retryMsMax = 15_000;

function connect(projectId: string, stream: Stream): void {
  const source = new EventSource(`/events?project=${encodeURIComponent(projectId)}`);
  stream.source = source;
  source.onopen = () => {
    stream.retryMs = 1_000;
    setLive(stream, true);
  };
  source.onmessage = (message: MessageEvent<string>) => {
    const event = RowEvent.safeParse(JSON.parse(message.data));
    if (event.success) for (const listener of stream.listeners) listener(event.data);
  };
  // The server itself may have missed something: what is shown is as old as after a cut.
  source.addEventListener('resync', () => {
    setLive(stream, false);
    setLive(stream, true);
  });
  source.onerror = () => {
    setLive(stream, false);
    // The browser reconnects by itself unless the server refused for good.
    if (source.readyState !== EventSource.CLOSED) return;
    stream.timer = setTimeout(() => connect(projectId, stream), stream.retryMs);
    stream.retryMs = Math.min(stream.retryMs * 2, retryMsMax);
  };
}

function setLive(stream: Stream, isLive: boolean): void {
  if (stream.isLive === isLive) return;
  stream.isLive = isLive;
  for (const state of stream.states) state(isLive);
}

/** Listens to what changes in a project. `onState` hears whether the stream stands; the answer ends the listening. */
export function listenToRows(projectId: string, onEvent: Listener, onState: StateListener): () => void {
  let stream = streams.get(projectId);
  if (stream === undefined) {
    stream = { source: null, listeners: new Set(), states: new Set(), isLive: false, retryMs: 1_000, timer: undefined };
    streams.set(projectId, stream);
    connect(projectId, stream);
  }
  const opened = stream;
  opened.listeners.add(onEvent);
  opened.states.add(onState);
  onState(opened.isLive);
  return () => {
    opened.listeners.delete(onEvent);
    opened.states.delete(onState);
    if (opened.listeners.size > 0) return;
    clearTimeout(opened.timer);
    opened.source?.close();
    streams.delete(projectId);
  };
}
