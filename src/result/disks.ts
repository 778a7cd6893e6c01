/** What the disks of a database did, where the scenario says how many reads and writes they carry at once. */

export interface DiskResult {
  /** Reads and writes that go on at once at full speed. */
  readonly channels: number;
  /** Mean share of the channels in use, 0..1. */
  readonly utilisation: number;
  /** Reads and writes that shared them: mean and most. Above `channels` each takes longer than alone. */
  readonly queueMean: number;
  readonly queueMax: number;
}
