import { can, type Permission, type Role } from '@modelmint/domain/roles';
import {
  Box,
  Building2,
  ChartColumn,
  CreditCard,
  Database,
  Folder,
  Gauge,
  Globe,
  House,
  KeyRound,
  ListChecks,
  LockKeyhole,
  type LucideIcon,
  Plug,
  ScrollText,
  Settings,
  SlidersHorizontal,
  Terminal,
  Users,
} from 'lucide-react';

export interface NavItem {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Second key after G. */
  goKey: string;
  /** Pages below it are others' places. */
  isExact?: boolean;
}

/** The nouns of a project, in the order of the main job. */
export function projectNav(projectId: string): NavItem[] {
  const at = `/projects/${projectId}`;
  return [
    { href: `${at}/overview`, label: 'Overview', icon: House, goKey: 'O' },
    { href: `${at}/data`, label: 'Data', icon: Database, goKey: 'D' },
    { href: `${at}/fine-tuning`, label: 'Fine-tuning', icon: SlidersHorizontal, goKey: 'F' },
    { href: `${at}/models`, label: 'Models', icon: Box, goKey: 'M' },
    { href: `${at}/endpoints`, label: 'Endpoints', icon: Plug, goKey: 'E' },
    { href: `${at}/playground`, label: 'Playground', icon: Terminal, goKey: 'P' },
    { href: `${at}/inference`, label: 'Inference jobs', icon: ListChecks, goKey: 'B' },
    { href: `${at}/usage`, label: 'Usage', icon: ChartColumn, goKey: 'U' },
    { href: `${at}/api-keys`, label: 'API keys', icon: KeyRound, goKey: 'K' },
  ];
}

/** What belongs to the whole organization; only the pages that the role opens. */
export function organizationNav(organizationId: string, role: Role): NavItem[] {
  const at = `/organizations/${organizationId}`;
  const items: (NavItem & { needs: Permission })[] = [
    { href: `${at}/members`, label: 'Members', icon: Users, goKey: 'T', needs: 'organization.read' },
    { href: `${at}/projects`, label: 'Projects', icon: Folder, goKey: 'J', needs: 'organization.read' },
    { href: `${at}/billing`, label: 'Billing', icon: CreditCard, goKey: 'I', needs: 'billing.read' },
    { href: `${at}/usage`, label: 'Total usage', icon: ChartColumn, goKey: 'Y', needs: 'billing.read' },
    { href: `${at}/audit`, label: 'Audit log', icon: ScrollText, goKey: 'A', needs: 'audit.read' },
    {
      href: `${at}/single-sign-on`,
      label: 'Single sign-on',
      icon: LockKeyhole,
      goKey: 'L',
      needs: 'organization.write',
    },
    { href: `${at}/settings`, label: 'Settings', icon: Settings, goKey: 'S', needs: 'organization.read' },
  ];
  return items.filter(({ needs }) => can(role, needs)).map(({ needs: _needs, ...item }) => item);
}

export const operatorNav: NavItem[] = [
  { href: '/operator', label: 'Console', icon: Gauge, goKey: 'O', isExact: true },
  { href: '/operator/organizations', label: 'Organizations', icon: Building2, goKey: 'T' },
  { href: '/operator/site', label: 'Public site', icon: Globe, goKey: 'S' },
];

export function isCurrent(path: string, { href, isExact = false }: NavItem): boolean {
  return path === href || (!isExact && path.startsWith(`${href}/`));
}
