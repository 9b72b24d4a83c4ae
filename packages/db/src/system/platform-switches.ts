import { type PlatformSwitch, platformSwitches, type SetSwitch } from '@modelmint/domain/platform-switch';
import { z } from 'zod';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

/** Row of `setting` that holds the reasons of what is off. */
const key = 'switches';
const Kept = z.partialRecord(z.enum(platformSwitches), z.string());

/** Why each is off; null: it is on. */
export type SwitchStates = Record<PlatformSwitch, string | null>;

export async function readSwitches(db: Database): Promise<SwitchStates> {
  return withSystem(db, read);
}

async function read(tx: SystemTransaction): Promise<SwitchStates> {
  const setting = await tx.setting.findUnique({ where: { key } });
  const kept = Kept.safeParse(setting?.value);
  const off = kept.success ? kept.data : {};
  return { signUp: off.signUp ?? null, jobs: off.jobs ?? null };
}

const switchLock = 7_306_180_033;

/** Turns one off with a reason, or on. Again is harmless. */
export async function setSwitch(
  db: Database,
  { name, reason, operator }: SetSwitch & { operator: OperatorActor },
): Promise<SwitchStates> {
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${switchLock}::bigint)`;
    const before = await read(tx);
    if (before[name] === reason) return before;
    const next: SwitchStates = { ...before, [name]: reason };
    const value = Object.fromEntries(Object.entries(next).filter(([, why]) => why !== null));
    await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value, updatedAt: new Date() } });
    await recordOperatorAct(tx, operator, {
      action: 'site.switch',
      target: { kind: 'setting', id: name, name },
      details: reason === null ? { isOn: true } : { isOn: false, reason },
    });
    return next;
  });
}
