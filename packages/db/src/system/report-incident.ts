import { newId } from '@modelmint/domain/ids';
import type { IncidentState, PlatformComponent } from '@modelmint/domain/platform-component';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

interface FirstWord {
  title: string;
  components: readonly PlatformComponent[];
  text: string;
  operator: OperatorActor;
}

const reportLock = 7_306_180_034;

/** Tells everybody of an incident; returns its id. The same title and words as of one that is open are a second click. */
export async function reportIncident(db: Database, { title, components, text, operator }: FirstWord): Promise<string> {
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${reportLock}::bigint)`;
    const same = await tx.incident.findFirst({ where: { title, resolvedAt: null, updates: { some: { text } } } });
    if (same !== null) return same.id;
    const id = newId('incident');
    await tx.incident.create({ data: { id, title, components: [...components] } });
    await tx.incidentUpdate.create({
      data: {
        id: newId('incidentUpdate'),
        incidentId: id,
        state: 'INVESTIGATING',
        text,
        createdByUserId: operator.userId,
      },
    });
    await recordOperatorAct(tx, operator, {
      action: 'site.report_incident',
      target: { kind: 'incident', id, name: title },
    });
    return id;
  });
}

interface NextWord {
  incidentId: string;
  state: IncidentState;
  text: string;
  operator: OperatorActor;
}

/** Adds what is known now. False when there is no such incident. One that was resolved may be opened again. */
export async function updateIncident(db: Database, { incidentId, state, text, operator }: NextWord): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const { count } = await tx.incident.updateMany({
      where: { id: incidentId },
      data: { state, resolvedAt: state === 'RESOLVED' ? new Date() : null },
    });
    if (count === 0) return false;
    // The row is locked by now, so that a second click sees the first.
    const last = await tx.incidentUpdate.findFirst({ where: { incidentId }, orderBy: { createdAt: 'desc' } });
    if (last?.state === state && last.text === text) return true;
    await tx.incidentUpdate.create({
      data: { id: newId('incidentUpdate'), incidentId, state, text, createdByUserId: operator.userId },
    });
    const target = { kind: 'incident', id: incidentId };
    await recordOperatorAct(tx, operator, { action: 'site.update_incident', target, details: { state } });
    return true;
  });
}
