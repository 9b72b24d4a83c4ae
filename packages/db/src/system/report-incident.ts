import { newId } from '@modelmint/domain/ids';
import type { IncidentState, PlatformComponent } from '@modelmint/domain/platform-component';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

interface FirstWord {
  title: string;
  components: readonly PlatformComponent[];
  text: string;
  userId: string;
}

/** Tells everybody of an incident; returns its id. */
export async function reportIncident(db: Database, { title, components, text, userId }: FirstWord): Promise<string> {
  const id = newId('incident');
  await withSystem(db, async (tx) => {
    await tx.incident.create({ data: { id, title, components: [...components] } });
    await tx.incidentUpdate.create({
      data: { id: newId('incidentUpdate'), incidentId: id, state: 'INVESTIGATING', text, createdByUserId: userId },
    });
  });
  return id;
}

interface NextWord {
  incidentId: string;
  state: IncidentState;
  text: string;
  userId: string;
}

/** Adds what is known now. False when there is no such incident. One that was resolved may be opened again. */
export async function updateIncident(db: Database, { incidentId, state, text, userId }: NextWord): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const { count } = await tx.incident.updateMany({
      where: { id: incidentId },
      data: { state, resolvedAt: state === 'RESOLVED' ? new Date() : null },
    });
    if (count === 0) return false;
    await tx.incidentUpdate.create({
      data: { id: newId('incidentUpdate'), incidentId, state, text, createdByUserId: userId },
    });
    return true;
  });
}
