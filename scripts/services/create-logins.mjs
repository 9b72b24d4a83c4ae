import pg from 'pg';

/** What each login is for: AGENTS.md, "Who may see more than one tenant". */
const logins = {
  owner: { name: 'modelmint_owner', settings: { lock_timeout: '5s' } },
  app: { name: 'modelmint_app', settings: { statement_timeout: '15s', idle_in_transaction_session_timeout: '30s' } },
  system: {
    name: 'modelmint_system',
    settings: { statement_timeout: '60s', idle_in_transaction_session_timeout: '60s' },
  },
};

/**
 * Creates the three logins with the passwords given and the database that the owner owns; run again, it sets the
 * passwords anew and leaves the rest. `superuser`: a connection that may create roles and databases.
 * Returns a connection and its URL for each of `owner`, `app` and `system`.
 */
export async function createLogins({ superuser, database = 'modelmint', passwords }) {
  const { host, port } = superuser;
  const client = new pg.Client({ ...connectionOf(superuser), connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [setUpLock]);
    for (const [part, login] of Object.entries(logins)) await createLogin(client, login, passwords[part]);
    await createDatabase(client, database);
  } finally {
    await client.end();
  }
  return loginsFor({ host, port, database, passwords });
}

/** Two starts at once would both try to create what is missing. */
const setUpLock = 7_306_180_001;

/** The connections of the three logins to a database, without asking the server. */
export function loginsFor({ host, port, database, passwords }) {
  const entries = Object.entries(logins).map(([part, { name }]) => {
    const connection = { host, port, user: name, password: passwords[part], database };
    return [part, { ...connection, url: urlOf(connection) }];
  });
  return Object.fromEntries(entries);
}

export function urlOf({ host, port, user, password, database }) {
  return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${encodeURIComponent(database)}`;
}

export function connectionOf({ host, port, user, password, database }) {
  return { host, port, user, password, database };
}

async function createLogin(client, { name, settings }, password) {
  if (!password) throw new Error(`${name} needs a password`);
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${name}`);
  const rights = 'LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION';
  await client.query(`ALTER ROLE ${name} ${rights} PASSWORD ${client.escapeLiteral(password)}`);
  for (const [setting, value] of Object.entries(settings)) {
    await client.query(`ALTER ROLE ${name} SET ${setting} = '${value}'`);
  }
}

async function createDatabase(client, database) {
  const name = client.escapeIdentifier(database);
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  // Only a superuser may give a database to a role that it is not a member of.
  await client.query(`DO $$ BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN GRANT ${logins.owner.name} TO CURRENT_USER; END IF;
  END $$`);
  if (rowCount === 0)
    await client.query(`CREATE DATABASE ${name} OWNER ${logins.owner.name} TEMPLATE template0 ENCODING 'UTF8'`);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${logins.app.name}, ${logins.system.name}`);
}
