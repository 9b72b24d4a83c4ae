-- What the installation's own probes have seen, by day and component, and what the operator says about incidents.
CREATE TYPE "IncidentState" AS ENUM ('INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED');

CREATE TABLE "probe_day" (
  "component" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "okCount" INTEGER NOT NULL DEFAULT 0,
  "failedCount" INTEGER NOT NULL DEFAULT 0,
  "lastIsOk" BOOLEAN NOT NULL,
  "lastAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "probe_day_pkey" PRIMARY KEY ("component", "day")
);

CREATE TABLE "incident" (
  "id" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "components" JSONB NOT NULL,
  "state" "IncidentState" NOT NULL DEFAULT 'INVESTIGATING',
  "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "resolvedAt" TIMESTAMPTZ(3),
  CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "incident_startedAt_idx" ON "incident" ("startedAt" DESC);

CREATE TABLE "incident_update" (
  "id" TEXT NOT NULL,
  "incidentId" TEXT NOT NULL,
  "state" "IncidentState" NOT NULL,
  "text" TEXT NOT NULL,
  "createdByUserId" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "incident_update_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "incident_update_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "incident_update_incidentId_idx" ON "incident_update" ("incidentId", "createdAt" DESC);

GRANT SELECT, INSERT, UPDATE, DELETE ON "probe_day", "incident", "incident_update" TO modelmint_system;
