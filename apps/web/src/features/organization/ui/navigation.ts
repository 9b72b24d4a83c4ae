import { can, type Permission, type Role } from '@modelmint/domain/roles';
import {
  Bell,
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
  Palette,
  Plug,
  Scale,
  ScrollText,
  Settings,
  SlidersHorizontal,
  Tag,
  Terminal,
  TrendingUp,
  Users,
  Webhook,
} from 'lucide-react';
import type { MessageKey } from '../../../i18n/translate.ts';

export interface NavItem {
  href: string;
  /** Its words, among the messages of the frame. */
  name: MessageKey<'shell'>;
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
    { href: `${at}/overview`, name: 'nav.overview', icon: House, goKey: 'O' },
    { href: `${at}/data`, name: 'nav.data', icon: Database, goKey: 'D' },
    { href: `${at}/fine-tuning`, name: 'nav.fineTuning', icon: SlidersHorizontal, goKey: 'F' },
    { href: `${at}/models`, name: 'nav.models', icon: Box, goKey: 'M' },
    { href: `${at}/endpoints`, name: 'nav.endpoints', icon: Plug, goKey: 'E' },
    { href: `${at}/playground`, name: 'nav.playground', icon: Terminal, goKey: 'P' },
    { href: `${at}/inference`, name: 'nav.inference', icon: ListChecks, goKey: 'B' },
    { href: `${at}/evaluations`, name: 'nav.evaluations', icon: Scale, goKey: 'V' },
    { href: `${at}/usage`, name: 'nav.usage', icon: ChartColumn, goKey: 'U' },
    { href: `${at}/api-keys`, name: 'nav.apiKeys', icon: KeyRound, goKey: 'K' },
  ];
}

/** What belongs to the whole organization; only the pages that the role opens. */
export function organizationNav(organizationId: string, role: Role): NavItem[] {
  const at = `/organizations/${organizationId}`;
  const items: (NavItem & { needs: Permission })[] = [
    { href: `${at}/members`, name: 'nav.members', icon: Users, goKey: 'T', needs: 'organization.read' },
    { href: `${at}/projects`, name: 'nav.projects', icon: Folder, goKey: 'J', needs: 'organization.read' },
    { href: `${at}/billing`, name: 'nav.billing', icon: CreditCard, goKey: 'I', needs: 'billing.read' },
    { href: `${at}/usage`, name: 'nav.totalUsage', icon: ChartColumn, goKey: 'Y', needs: 'billing.read' },
    { href: `${at}/audit`, name: 'nav.audit', icon: ScrollText, goKey: 'A', needs: 'audit.read' },
    { href: `${at}/webhooks`, name: 'nav.webhooks', icon: Webhook, goKey: 'W', needs: 'organization.write' },
    {
      href: `${at}/single-sign-on`,
      name: 'nav.singleSignOn',
      icon: LockKeyhole,
      goKey: 'L',
      needs: 'organization.write',
    },
    { href: `${at}/notifications`, name: 'nav.notifications', icon: Bell, goKey: 'N', needs: 'organization.read' },
    { href: `${at}/settings`, name: 'nav.settings', icon: Settings, goKey: 'S', needs: 'organization.read' },
  ];
  return items.filter(({ needs }) => can(role, needs)).map(({ needs: _needs, ...item }) => item);
}

export const operatorNav: NavItem[] = [
  { href: '/operator', name: 'nav.console', icon: Gauge, goKey: 'O', isExact: true },
  { href: '/operator/organizations', name: 'nav.organizations', icon: Building2, goKey: 'T' },
  { href: '/operator/revenue', name: 'nav.revenue', icon: TrendingUp, goKey: 'R' },
  { href: '/operator/prices', name: 'nav.prices', icon: Tag, goKey: 'P' },
  { href: '/operator/site', name: 'nav.publicSite', icon: Globe, goKey: 'S' },
  { href: '/operator/brand', name: 'nav.brand', icon: Palette, goKey: 'N' },
];

export function isCurrent(path: string, { href, isExact = false }: NavItem): boolean {
  return path === href || (!isExact && path.startsWith(`${href}/`));
}
