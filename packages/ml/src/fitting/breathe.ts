/** Lets messages in, such as a cancel: an engine's work blocks the event loop. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
