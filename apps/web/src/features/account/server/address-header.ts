/** The client's network address, set by our server for requests that go to Next; a client's own is overwritten. */
export const addressHeader = 'x-modelmint-address';
