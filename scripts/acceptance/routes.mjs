// Calls every route as everybody: node scripts/acceptance/routes.mjs [--only TEXT] [--plant FAULT]... [--keep-going]
// Starts the built platform, takes the product's own table of routes (API, pages, uploads, events) and calls each as every
// role of its organization, an owner of another, the operator, also as support, nobody, and with every kind of key. Prints a line for each
// route and ends with `0 unexpected`; at the first unexpected answer it prints MISS and fails.
// With `--keep-going` it prints them all before it fails.
// `--plant` breaks a guard on purpose (raised-role, wide-key), one after the other once all was as the table says, and
// calls a route that it opens: the script must then fail.

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { ownSettings } from '../platform/own-settings.mjs';
import { prepare } from '../platform/prepare.mjs';
import { callRoute } from './call-route.mjs';
import { expectDoors, readAnswer } from './judge-answer.mjs';
import { makeChecker, runScript } from './make-checker.mjs';
import { listPrincipals } from './route-principals.mjs';
import { openRouteWorld, streamRoutes } from './route-world.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

/** Each lets people through as a missing check would, at this route among others. */
const faults = {
  'raised-role': {
    route: 'GET /api/organizations/:organizationId/audit',
    sql: `
      CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.role = 'VIEWER' THEN NEW.role := 'OWNER'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER planted BEFORE INSERT ON member FOR EACH ROW EXECUTE FUNCTION planted()`,
  },
  'wide-key': {
    route: 'GET /v1/files',
    sql: `
      CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.scope := 'all'; RETURN NEW; END $$;
      CREATE TRIGGER planted BEFORE INSERT ON api_key FOR EACH ROW EXECUTE FUNCTION planted()`,
  },
};

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      plant: { type: 'string', multiple: true, default: [] },
      'keep-going': { type: 'boolean' },
    },
  });
  if (values.plant.some((plant) => !Object.hasOwn(faults, plant)))
    throw new Error(`--plant takes one of ${Object.keys(faults).join(', ')}`);
  await prepare({ say: (what, line) => say(`    ${what.padEnd(14)}${line}`) });
  const { startPlatform } = await import('../platform/start-platform.mjs');
  const stateFolder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-routes-'));
  const platform = await startPlatform({ stateFolder, log: (line) => say(`    ${line}`), env: ownSettings() });
  const world = await openRouteWorld(platform);
  try {
    await walk({ platform, world, only: values.only ?? '', isPatient: values['keep-going'] });
    await plantAndWalk({ platform, world, plants: values.plant });
  } finally {
    await world.deps.close();
    await platform.stop();
    await rm(stateFolder, { recursive: true, force: true });
  }
});

/** Each fault, and away again; throws the last miss when all have been planted. */
async function plantAndWalk({ platform, world, plants }) {
  const client = new pg.Client({ connectionString: platform.superuserUrl });
  await client.connect();
  let miss;
  for (const plant of plants) {
    say(`    planted: ${plant}`);
    const { route, sql } = faults[plant];
    await client.query(sql);
    try {
      await walk({ platform, world, only: route });
    } catch (error) {
      if (error.name !== 'MissError') throw error;
      miss = error;
    } finally {
      await client.query('DROP FUNCTION planted CASCADE');
    }
  }
  await client.end();
  if (miss) throw miss;
}

async function walk({ platform, world, only, isPatient }) {
  const { check, done } = isPatient ? makePatientChecker() : makeChecker();
  checkTable(world, check);
  const other = await world.people.makeTenant();
  const principals = listPrincipals(world, other);
  const rows = [
    ...world.cookieRoutes.map(([route, row]) => ({
      ...{ route, row: { ...row, isMetrics: route === 'GET /metrics' } },
      who: principals.people,
    })),
    ...world.keyRoutes.map(([route, row]) => ({ route, row: closed(route, row), who: principals.keys(row.needs) })),
    ...streamRoutes.map(([route, row]) => ({ route, row, who: principals.people })),
    ...Object.entries(world.pageRoutes).map(([page, needs]) => ({
      ...{
        route: `PAGE ${page}`,
        row: { needs, isPage: true, isAbsent: /\[(slug|token)\]/.test(page) || page === '/setup' },
      },
      who: principals.people,
    })),
  ];
  const common = { ...(await makePlace(world)), headers: new Map() };
  const counts = { routes: 0, calls: 0 };
  for (const entry of rows.filter(({ route }) => route.includes(only))) {
    const results = await tryRoute({ platform, world, common, ...entry });
    const isFine = results.every((result) => result.isFine);
    counts.routes += 1;
    counts.calls += results.length;
    check(entry.route, isFine, results.map(tell).join(' · '));
  }
  done();
  say(`${counts.routes} routes, ${counts.calls} calls, 0 unexpected`);
}

/** A key of another project is refused at the address of this one before anything is looked for. */
function closed(route, row) {
  return route.includes(':project/') ? { ...row, isClosedToOthers: true } : row;
}

function tell({ name, status, door, isFine, expected }) {
  return isFine ? `${name} ${status}` : `${name} ${status} ${door} INSTEAD OF ${expected.join(' or ')}`;
}

function checkTable({ apiRoutes, cookieRoutes, keyRoutes, pages, pageRoutes }, check) {
  const listed = [...keyRoutes, ...cookieRoutes].map(([route]) => route.replace(/(.)\/$/, '$1'));
  const missing = apiRoutes().filter((route) => !listed.includes(route.replace(/ $/, '')) && !listed.includes(route));
  check('every route of the API has a row', missing.length === 0, missing.join(', ') || `${listed.length} rows`);
  const unknown = pages.filter((page) => !Object.hasOwn(pageRoutes, page));
  check('every page has a row', unknown.length === 0, unknown.join(', ') || `${pages.length} pages`);
}

async function tryRoute({ platform, world, route, row, who, common }) {
  const isRead = row.isPage === true || !world.isChanging(route);
  const isOfNobody = ['nothing', 'session', 'operator'].includes(row.needs);
  // What can be changed is changed once, by the last one; who comes before is judged at the same door.
  // What the operator does to one organization would close it to those who come after.
  const isCommon = isRead || (isOfNobody && !/:(organizationId|jobId)/.test(route));
  const place = isCommon ? common : await makePlace(world);
  const results = [];
  // Support is the operator, who has been there already.
  const comers = isOfNobody ? who.filter(({ kind }) => kind !== 'support') : who;
  for (const principal of inOrder(comers)) {
    const expected = doorsOf(row, principal);
    const isOwn = isRead || !row.isById || isLast(principal) || !expected.includes('open');
    const ids = isOwn ? place.ids : world.absentIds(place.ids);
    const doors = isOwn ? expected : ['absent'];
    const headers = await comeAs(principal, { place, isRead });
    results.push(await tryOne({ platform, world, route, row, principal, expected: doors, headers, ids }));
  }
  return results;
}

/** A new person or key for each call, but for those that only read: they leave each other as they were. */
async function comeAs(principal, { place, isRead }) {
  const isKey = principal.kind.includes('key');
  if (!isRead || isKey || place.headers === undefined) return principal.make(place.tenant);
  const kept = place.headers.get(principal.name) ?? (await principal.make(place.tenant));
  place.headers.set(principal.name, kept);
  return kept;
}

async function makePlace(world) {
  const tenant = await world.people.makeTenant();
  return { tenant, ids: await world.insertObjects(tenant) };
}

function isLast({ kind, permissions }) {
  return kind === 'owner' || (kind === 'key' && permissions.length === 1);
}

function inOrder(who) {
  return who.toSorted((a, b) => Number(isLast(a)) - Number(isLast(b)));
}

function doorsOf(row, principal) {
  // Only the operator's token opens it, which is no person's.
  if (row.isMetrics) return ['sign-in'];
  if (row.isClosedToOthers && principal.kind === 'foreign key') return ['sign-in'];
  // Whatever changes something or takes files along is closed to support, before anything is looked for.
  if (principal.kind === 'support' && (row.audits !== undefined || row.refusesSupport)) return ['denied'];
  const isAbsent = row.isAbsent || row.isPersonal;
  return expectDoors({ ...row, isAbsent }, { ...principal, isPage: row.isPage });
}

async function tryOne({ platform, world, route, row, principal, expected, headers, ids }) {
  const answer = await callRoute({ platform, world, route, row, ids, headers });
  const door = readAnswer(answer, { needs: row.needs, isCall: row.unaudited === 'a metered call' });
  const isLeak =
    principal.kind === 'foreign key' &&
    answer.status < 300 &&
    Object.values(ids).some((id) => id.length > 20 && answer.text.includes(id));
  return {
    name: principal.name,
    status: answer.status,
    door: isLeak ? 'a leak' : door,
    expected,
    isFine: !isLeak && expected.includes(door),
  };
}

/** Fails at the end instead of at the first miss. */
function makePatientChecker() {
  const { check, done } = makeChecker();
  let missed = 0;
  return {
    check: (...given) => {
      try {
        check(...given);
      } catch {
        missed += 1;
      }
    },
    done: () => {
      if (missed > 0) throw new Error(`${missed} unexpected`);
      done();
    },
  };
}
