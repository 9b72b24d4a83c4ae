/** A browser of few talents: keeps cookies, sends its own origin, and turns refusals into errors with their reason. */
export function makeBrowser({ local, url }) {
  const jar = new Map();
  const origin = new URL(url).origin;

  const request = async (path, { method = 'GET', body, form, headers = {} } = {}) => {
    const answer = await fetch(`${local}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        host: new URL(url).host,
        origin,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? form : JSON.stringify(body),
    });
    for (const line of answer.headers.getSetCookie()) keepCookie(jar, line);
    return answer;
  };

  return {
    cookie: () => [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    request,
    /** JSON in, JSON out. */
    call: async (path, options) => readJson(await request(path, options), `${options?.method ?? 'GET'} ${path}`),
  };
}

/** The public API with a key. */
export function makeApi({ local, apiKey }) {
  return async (path, { method = 'GET', body, form } = {}) => {
    const answer = await fetch(`${local}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? form : JSON.stringify(body),
    });
    return readJson(answer, `${method} /v1${path}`);
  };
}

async function readJson(answer, what) {
  const text = await answer.text();
  const value = parse(text);
  if (answer.ok && value !== undefined) return value;
  const reason = value?.error?.message ?? text.slice(0, 300);
  throw new Error(`${what}: ${answer.status} ${reason} (${answer.headers.get('x-request-id') ?? 'no request id'})`);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keepCookie(jar, line) {
  const [pair, ...attributes] = line.split(';');
  const at = pair.indexOf('=');
  const name = pair.slice(0, at).trim();
  const isOver = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute)) || pair.slice(at + 1) === '';
  if (isOver) jar.delete(name);
  else jar.set(name, pair.slice(at + 1).trim());
}
