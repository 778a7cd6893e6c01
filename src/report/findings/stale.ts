/** Reads of a replica that missed what their own request had written: how many, and how far behind the replica was. */

import type { ReplicaResult, RunResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { entries, peakOf } from '../series.ts';
import { count, counted, millis, share } from '../wording.ts';
import type { Cause, Found } from './cause.ts';

/** When the replica was furthest behind, in words; '' where its series do not say. */
function worst(result: RunResult, name: string): string {
  const lag = result.series.databases[name]?.lagS ?? [];
  const at = lag.indexOf(peakOf(lag));
  return at < 0 ? '' : ` at about ${clockOf(result.run).at(result.series.t[at] ?? 0)}`;
}

function found(result: RunResult, name: string, replica: ReplicaResult): Found | null {
  const { staleReads, ownReads, lagMsMax, lagMsMean } = replica;
  if (staleReads === 0) return null;
  // It grew when it took many times the usual time: then somebody keeps it from replaying.
  const grew = (lagMsMax ?? 0) > 10 * (lagMsMean ?? 0) || (lagMsMax ?? 0) > 10_000;
  return {
    id: `stale/${name}`, weight: staleReads >= 0.01 * ownReads ? 2 : 1, size: staleReads,
    text: `${counted(staleReads, 'read')} of ${name} did not find what the same request had written to ${replica.of} before (${share(staleReads / ownReads)} of ${count(ownReads)}). It was up to ${millis(lagMsMax)} behind${grew ? worst(result, name) : ''}.`,
    evidence: `${counted(replica.writes, 'write')} to follow, ${millis(lagMsMean)} behind on average`,
    tryNext: `${grew ? 'Keep long queries off the replica that serves such reads, or give it more cores: replay runs beside them. ' : ''}Read one's own writes from the primary.`,
  };
}

export const stale: Cause = (result) => entries(result.databases).map(([name, one]) => (one.replica === undefined ? null : found(result, name, one.replica))).filter((one) => one !== null);
