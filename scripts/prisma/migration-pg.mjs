import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';

/**
 * Discrete fields of a database URL. Never hand a connectionString on: `pg` lets it override `database`,
 * so that a shadow database would silently be the main one.
 */
export function connectionFields(url) {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    max: 1,
    idleTimeoutMillis: 0,
  };
}

const charOid = 18;
const nameOid = 19;
const textOid = 25;

/** Mends what only the schema engine meets: the types `"char"` and `name`, and scripts with `$$` bodies. */
function mend(adapter) {
  const pool = adapter.client;
  const query = pool.query.bind(pool);
  let charColumns = [];
  pool.query = async (...args) => {
    const result = await query(...args);
    charColumns = [];
    const fields = [result].flat()[0]?.fields ?? [];
    for (const [index, field] of fields.entries()) {
      if (field.dataTypeID === charOid) charColumns.push(index);
      if (field.dataTypeID === charOid || field.dataTypeID === nameOid) field.dataTypeID = textOid;
    }
    return result;
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (statement) => {
    const result = await queryRaw(statement);
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  adapter.executeScript = async (sql) => {
    try {
      await pool.query(sql);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

/** PrismaPg for migrations; its shadow database is dropped after its own connections are closed. */
export class MigrationPg extends PrismaPg {
  constructor(fields, options) {
    super(fields, options);
    this.fields = fields;
    this.options = options;
  }

  async connect() {
    return mend(await super.connect());
  }

  async connectToShadowDb() {
    const main = await super.connect();
    const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    await main.executeScript(`CREATE DATABASE "${database}"`);
    const shadow = mend(await new PrismaPg({ ...this.fields, database }, this.options).connect());
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await main.executeScript(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
      await main.dispose();
    };
    return shadow;
  }
}
