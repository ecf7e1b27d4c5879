/** What the autoscaler's process is given, in a file, and what the balancer answers it. */
import { z } from 'zod';
import type { ControllerSettings, Hpa } from '../scale-out/hpa-spec.ts';

export interface HpaSettings {
  readonly hpa: Hpa;
  readonly controller: ControllerSettings;
  /** What a replica uses at its capacity, in per cent of its request. */
  readonly cpuPercentAtCapacity: number;
  readonly scrapeSeconds: number;
  /** Alerts of the run that raise the minimum to the maximum: the campaign's goal, the emergency plan. */
  readonly callingAlerts: readonly string[];
}

/** Secrets come by the environment: a file stays in the run's folder. */
export interface AutoscalerSettings extends HpaSettings {
  /** The shop's balancer. */
  readonly shopUrl: string;
  readonly prometheusUrl: string;
  readonly runId: string;
}

export const AUTOSCALER_ENV = {
  adminToken: 'CARNIVAL_ADMIN_TOKEN',
  prometheusUser: 'CARNIVAL_AUTOSCALER_USER',
  prometheusPassword: 'CARNIVAL_AUTOSCALER_PASSWORD',
} as const;

/** A line of the autoscaler's log. */
export const autoscalerLine = z.union([
  z.object({
    atMs: z.number(),
    event: z.literal('sync'),
    /** Before and after it. */
    asked: z.number(),
    set: z.number(),
    ready: z.number(),
    /** What the metrics ask for; null: they cannot say. */
    proposed: z.number().nullable(),
    /** Replicas with a sample, and the mean share of them. */
    sampled: z.number(),
    shareMean: z.number().nullable(),
    /** Whether an alert has called for everything. */
    called: z.boolean(),
  }),
  z.object({ atMs: z.number(), event: z.literal('failed'), reason: z.string() }),
  z.object({ atMs: z.number(), event: z.literal('gone'), reason: z.string() }),
]);
export type AutoscalerLine = z.output<typeof autoscalerLine>;
