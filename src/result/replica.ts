/** What a run leaves behind of a replica: how far it was behind its primary, and who noticed. */

/** A copy of another database, over measured time. The lag of a write is the time until the copy had it. */
export interface ReplicaResult {
  readonly of: string;
  readonly writes: number;
  readonly lagMsMean: number | null;
  readonly lagMsMax: number | null;
  /** Reads by requests that had written before, and those of them that the copy answered without that write. */
  readonly ownReads: number;
  readonly staleReads: number;
  /** Writes that the copy had not got when it was promoted. */
  readonly lostWrites: number;
}
