/** Every dashboard, in the order in which people look at them. */
import { campaign } from './campaign.ts';
import { drills } from './drills.ts';
import { generator } from './generator.ts';
import type { Dashboard } from './parts/panel.ts';
import { rehearsal } from './rehearsal.ts';
import { shopDashboard } from './shop.ts';

export const DASHBOARDS: readonly Dashboard[] = [rehearsal, shopDashboard, drills, campaign, generator];
