/** Where the queue lives: Redis when `redisUrl` is given, else the schema `bullmq` of the PostgreSQL database. */
export interface QueueConnection {
  redisUrl?: string | undefined;
  database?: QueueDatabase | undefined;
}

/** Discrete fields, never a URL: pg lets a connection string win over them. */
export interface QueueDatabase {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** What the queue says about itself; pino fits. */
export interface QueueLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
