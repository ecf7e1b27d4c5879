/** The ways to look up the orders of a shop that is not ours, as somebody has chosen one. */
import type { AdmittedAudit } from '../../admission/audit-url.ts';
import type { Keeper } from '../../machine/processes/keeper.ts';
import { auditCommand } from './audit-command.ts';
import { csvFile } from './audit-csv.ts';
import { endpoint } from './audit-endpoint.ts';
import type { RowSource } from './row-source.ts';

export type AuditWay =
  | {
      readonly kind: 'endpoint';
      readonly endpoint: AdmittedAudit;
      /** Sent with every request, such as `authorization`. */
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'command'; readonly command: string }
  | {
      readonly kind: 'csv';
      readonly file: string;
      /** Nothing but the run's orders is in it. */
      readonly isRunAlone: boolean;
    };

export function sourceOf(way: AuditWay, keeper: Keeper): RowSource {
  switch (way.kind) {
    case 'endpoint':
      return endpoint(way.endpoint, way.headers);
    case 'command':
      return auditCommand(way.command, { keeper });
    case 'csv':
      return csvFile(way.file, way.isRunAlone ? 'run' : 'table');
  }
}
