import net from 'node:net';

/** The first port at or above `from` that 127.0.0.1 can listen on. */
export async function freePort({ from }) {
  for (let port = from; port <= 65_535; port++) if (await canListen(port)) return port;
  throw new Error(`no free port at or above ${from}`);
}

function canListen(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
